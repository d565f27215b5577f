import { z } from 'zod';

/** What somebody has begun to write, and whom they picked to mention. */
export interface CommentDraft {
  body: string;
  picked: readonly string[];
}

/** What a draft is for: a thread on a node, an answer in a thread, or another text of a comment. */
export type DraftFor = `node:${string}` | `thread:${string}` | `comment:${string}`;

const kept = z.record(z.string(), z.object({ body: z.string(), picked: z.array(z.string()) }));
const all = new Map<string, CommentDrafts>();

/** The comments that this tab has begun in a flow. They are kept while other things are looked at, and over a reload. */
export class CommentDrafts {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  readonly #drafts: Map<string, CommentDraft>;

  private constructor(key: string) {
    this.#key = key;
    this.#drafts = read(key);
  }

  static of(whose: { user: string; workspace: string; flowKey: string }): CommentDrafts {
    const key = `patchbay.comments.${whose.user}.${whose.workspace}.${whose.flowKey}`;
    const drafts = all.get(key) ?? new CommentDrafts(key);
    all.set(key, drafts);
    return drafts;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(name: DraftFor): CommentDraft | undefined {
    return this.#drafts.get(name);
  }

  /** Without a draft there is none any more. */
  set(name: DraftFor, draft: CommentDraft | undefined): void {
    if (draft) this.#drafts.set(name, draft);
    else this.#drafts.delete(name);
    this.#changed();
  }

  /** Forgets a draft that was sent, wherever it is by now; what was written since stays. */
  sent(draft: CommentDraft): void {
    for (const [name, one] of this.#drafts) if (one === draft) this.#drafts.delete(name);
    this.#changed();
  }

  /** A node has another id. */
  rename({ from, to }: { from: string; to: string }): void {
    const draft = this.#drafts.get(`node:${from}`);
    if (!draft) return;
    this.#drafts.delete(`node:${from}`);
    this.#drafts.set(`node:${to}`, draft);
    this.#changed();
  }

  #changed(): void {
    try {
      if (this.#drafts.size === 0) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#drafts)));
    } catch {
      // Where nothing can be kept, they last as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }
}

function read(key: string): Map<string, CommentDraft> {
  try {
    return new Map(Object.entries(kept.parse(JSON.parse(sessionStorage.getItem(key) ?? '{}'))));
  } catch {
    return new Map();
  }
}
