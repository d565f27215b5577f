const SENTENCES = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Whether a part of the studio could not be fetched: there is a newer release, or no network. Browsers say it by a sentence alone. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && SENTENCES.test(error.message);
}
