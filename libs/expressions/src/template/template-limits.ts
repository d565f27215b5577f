/** Limits of templates, in one place. */
export const TEMPLATE_LIMITS = {
  /** Characters of one template. */
  sourceCharacters: 100_000,
  /** Milliseconds of one render, looked at between its steps; no step alone takes longer. */
  renderMs: 50,
  /**
   * Steps below which a render is given its time again when it is over: so few take some 10 ms at most once it is warm, so it ran cold or lost the
   * processor, and must not fail for that. Above it counts what its thread has worked since. A step is what reading a variable costs; dearer ones count as many.
   */
  innocentSteps: 10_000,
  /** How often, at the most. */
  extensions: 40,
  /** Characters of what a render gives, about 1 MB; a list or object counts by its size as JSON. */
  outputCharacters: 1_048_576,
  /** Characters and list items that a render may make on its way, those it drops again included. */
  memoryUnits: 2_000_000,
  /** Length of a text times length of what is sought in it: V8 searches in their product at worst. */
  searchSteps: 200_000_000,
  /** Either end of a range such as `(1..10)`. */
  rangeEnd: 1_000_000_000,
  /** Characters of a `date` format, and the width of one of its fields. */
  dateFormatCharacters: 500,
  dateFieldWidth: 99,
  /** Levels of what `parse_json` gives. */
  jsonDepth: 100,
  /** Compiled templates kept, and the characters of their sources together. */
  cachedTemplates: 5_000,
  cachedCharacters: 2_000_000,
} as const;
