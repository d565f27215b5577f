/** What a check of one part of a document is given: the part as it came, where it stands, and where faults go. */
export interface Check {
  value: unknown;
  /** Dotted, from the document. */
  path: string;
  add(path: string, code: string, message: string): void;
}
