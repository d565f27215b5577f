/** Limits of templates, in one place. */
export const TEMPLATE_LIMITS = {
  /** Characters of one template. */
  parseCharacters: 100_000,
  /** Milliseconds of one render. */
  renderMs: 50,
  /** Characters of what a render gives. */
  outputCharacters: 1_000_000,
  /** LiquidJS's own count of elements and characters that a render makes. */
  memoryUnits: 2_000_000,
  /** Tags, texts and outputs that one render may pass. */
  templateUnits: 100_000,
  /** Compiled templates kept. */
  cachedTemplates: 5_000,
} as const;
