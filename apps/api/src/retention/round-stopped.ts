/** A round ends before its end, which is no failure: whoever comes next goes on. */
export class RoundStopped extends Error {
  override readonly name = 'RoundStopped';
}
