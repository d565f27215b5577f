import type { UnparsedFields, UnsavedText } from '@patchbay/node-form';
import { z } from 'zod';

const kept = z.record(z.string(), z.record(z.string(), z.object({ text: z.string(), over: z.unknown() })));
const all = new Map<string, UnparsedTexts>();

/** What was typed in this tab into fields of a flow's nodes and is no JSON yet. It is kept while other nodes are looked at, and over a reload. */
export class UnparsedTexts {
  readonly #key: string;
  readonly #texts: Map<string, Map<string, UnsavedText>>;

  private constructor(key: string) {
    this.#key = key;
    this.#texts = read(key);
  }

  static of(whose: { user: string; workspace: string; flowKey: string }): UnparsedTexts {
    const key = `patchbay.unparsed.${whose.user}.${whose.workspace}.${whose.flowKey}`;
    const texts = all.get(key) ?? new UnparsedTexts(key);
    all.set(key, texts);
    return texts;
  }

  /** Those of a node, as long as it has this id. */
  at(nodeId: string): UnparsedFields {
    return {
      get: (path) => this.#texts.get(nodeId)?.get(path),
      set: (path, text) => {
        const ofNode = this.#texts.get(nodeId) ?? new Map<string, UnsavedText>();
        this.#texts.set(nodeId, ofNode.set(path, text));
        this.#keep();
        return ofNode;
      },
      delete: (path) => {
        const ofNode = this.#texts.get(nodeId);
        const had = ofNode?.delete(path) ?? false;
        if (ofNode?.size === 0) this.#texts.delete(nodeId);
        if (had) this.#keep();
        return had;
      },
    };
  }

  /** A node has another id. */
  rename({ from, to }: { from: string; to: string }): void {
    const ofNode = this.#texts.get(from);
    if (!ofNode) return;
    this.#texts.delete(from);
    this.#texts.set(to, ofNode);
    this.#keep();
  }

  #keep(): void {
    try {
      const texts = [...this.#texts].map(([nodeId, ofNode]) => [nodeId, Object.fromEntries(ofNode)]);
      if (texts.length === 0) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(texts)));
    } catch {
      // Where nothing can be kept, they last as long as the page.
    }
  }
}

function read(key: string): Map<string, Map<string, UnsavedText>> {
  try {
    const texts = kept.parse(JSON.parse(sessionStorage.getItem(key) ?? '{}'));
    return new Map(Object.entries(texts).map(([nodeId, ofNode]) => [nodeId, new Map(Object.entries(ofNode))]));
  } catch {
    return new Map();
  }
}
