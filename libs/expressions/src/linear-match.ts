import { RE2JS } from 're2js';

/** A pattern that cannot be used: it does not parse, is too long, or asks for what a linear-time engine cannot do (look-around, back-references). */
export class PatternError extends Error {
  readonly code = 'pattern.invalid';
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

const LONGEST_PATTERN = 1_000;
const LONGEST_TEXT = 100_000;
const cache = new Map<string, RE2JS>();

/** Compiles a pattern for matching in linear time. Throws `PatternError`. */
export function compilePattern(pattern: string): RE2JS {
  const known = cache.get(pattern);
  if (known) return known;
  if (pattern.length > LONGEST_PATTERN)
    throw new PatternError(`The pattern has more than ${LONGEST_PATTERN} characters.`);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : 'The pattern is not valid.');
  }
  if (cache.size >= 500) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

/** Whether the pattern is found in the text, or with `whole` fits all of it. Case counts. Throws `PatternError`. */
export function linearMatch({
  pattern,
  text,
  whole = false,
}: {
  pattern: string;
  text: string;
  whole?: boolean;
}): boolean {
  const compiled = compilePattern(pattern);
  const matcher = compiled.matcher(text.slice(0, LONGEST_TEXT));
  return whole ? matcher.matches() : matcher.find();
}
