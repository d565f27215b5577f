import type { Drainable } from './drainable.ts';

/** What is to come to its end before the process closes, in the order in which it registered: what produces work before what stores it. */
export class DrainList implements Drainable {
  readonly #members: Drainable[] = [];

  add(member: Drainable): void {
    this.#members.push(member);
  }

  async drain({ deadlineMs }: { deadlineMs: number }): Promise<void> {
    const end = performance.now() + deadlineMs;
    for (const member of this.#members) await member.drain({ deadlineMs: Math.max(0, end - performance.now()) });
  }
}
