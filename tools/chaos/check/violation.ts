/** A promise that was broken. */
export interface Violation {
  /** Which one, as `docs/guarantees.md` names it. */
  rule: string;
  /** Name of the conversation; of the replica or the mode where it is no conversation's. */
  who: string;
  what: string;
}
