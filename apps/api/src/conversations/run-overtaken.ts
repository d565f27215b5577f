export type Overtaking = 'conflict' | 'known' | 'stale';

/** A run that came to nothing, nothing of it is stored: somebody else was first, its key was used before, or what it went by has changed. */
export class RunOvertaken extends Error {
  readonly outcome: Overtaking;

  constructor(outcome: Overtaking) {
    super(`The run was overtaken (${outcome}).`);
    this.outcome = outcome;
  }
}
