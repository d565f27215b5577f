/** Levels that are indented each by a step more than the one above. */
const STEPPED = 8;

/**
 * How far a line of a level stands in, so that a deep one can still be read. Below the stepped levels, those of ports and of what comes behind them alternate,
 * and a number says how deep they are.
 */
export function indentOf(level: number): { steps: number; depth: number | undefined } {
  if (level <= STEPPED) return { steps: level - 1, depth: undefined };
  return { steps: STEPPED - 2 + ((level - STEPPED + 1) % 2), depth: level };
}
