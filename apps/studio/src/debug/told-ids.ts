import type { Renamed } from '../editor/editor-store.ts';

/** By which ids a test tells of nodes that have been given others since it began. */
export class ToldIds {
  /** Ids of now by those that are told, those that were told last at the end. */
  readonly #now = new Map<string, string>();

  rename({ from, to }: Renamed): void {
    const told = [...this.#now].filter(([, now]) => now === from);
    if (told.length === 0) this.#now.set(from, to);
    for (const [id] of told) this.#now.set(id, to);
  }

  /** The id that a node has now of which something is told. */
  now(told: string): string {
    if (this.#now.size === 0) return told;
    const now = this.#now.get(told) ?? told;
    this.#now.delete(told);
    this.#now.set(told, now);
    return now;
  }

  /** All ids by which the test may know a node, that by which it told of it last at the end. */
  of(id: string): string[] {
    const told = [...this.#now].flatMap(([one, now]) => (now === id ? [one] : []));
    return told.length === 0 ? [id] : told.includes(id) ? told : [id, ...told];
  }

  /** Another test begins, with the flow as it is now. */
  clear(): void {
    this.#now.clear();
  }
}
