/** A run that came to nothing because somebody else was first: nothing of it is stored. `known`: its opening's key was used before. */
export class RunOvertaken extends Error {
  readonly outcome: 'conflict' | 'known';

  constructor(outcome: 'conflict' | 'known') {
    super(`The run was overtaken (${outcome}).`);
    this.outcome = outcome;
  }
}
