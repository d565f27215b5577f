import type { DraftMember, Presence } from '@patchbay/api-contract';

const NOWHERE: Presence = { cursor: null, selection: [], field: null };
/** How often the others are told at most. Milliseconds. */
const PAUSE_MS = 50;
const NOBODY: readonly Person[] = [];

export interface Person extends DraftMember {
  color: string;
}

/** Told apart by people who see few colours as well: each is followed by the name. White text is readable on all of them. */
const COLORS = ['#1864ab', '#a61e4d', '#2b6a30', '#9c36b5', '#a14a06', '#0b7285', '#5f3dc4', '#c92a2a'];

/** Who else has the draft open and what they do. Told to nobody but who is there, and kept nowhere. */
export class People {
  onMove: (presence: Presence) => void = () => undefined;
  readonly #members = new Map<string, DraftMember>();
  readonly #listeners = new Set<() => void>();
  #others: readonly Person[] = NOBODY;
  #own = NOWHERE;
  #you = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): readonly Person[] => this.#others;

  /** What this tab does now. */
  move(change: Partial<Presence>): void {
    const next = { ...this.#own, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#own)) return;
    this.#own = next;
    this.#timer ??= setTimeout(() => this.#tell(), PAUSE_MS);
  }

  welcome({ you, members }: { you: string; members: readonly DraftMember[] }): void {
    this.#you = you;
    this.#members.clear();
    for (const member of members) this.#members.set(member.id, member);
    this.#show();
    this.#tell();
  }

  change({ came, gone }: { came: readonly DraftMember[]; gone: readonly string[] }): void {
    for (const member of came) if (member.id !== this.#you) this.#members.set(member.id, member);
    for (const id of gone) this.#members.delete(id);
    this.#show();
  }

  clear(): void {
    this.#members.clear();
    this.#show();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.onMove(this.#own);
  }

  #show(): void {
    const colors = colorsOf([...this.#members.values()].map((member) => member.userId));
    this.#others = [...this.#members.values()].map((member) => ({
      ...member,
      color: colors.get(member.userId) ?? COLORS[0] ?? '',
    }));
    for (const listener of this.#listeners) listener();
  }
}

/** A colour for each account: the same for everybody who looks, as far as two do not have the same. */
function colorsOf(userIds: readonly string[]): Map<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<number>();
  for (const id of [...new Set(userIds)].sort()) {
    let place = [...id].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973, 7) % COLORS.length;
    for (let step = 0; step < COLORS.length && taken.has(place); step++) place = (place + 1) % COLORS.length;
    taken.add(place);
    colors.set(id, COLORS[place] ?? '');
  }
  return colors;
}
