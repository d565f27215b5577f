import { RE2JS } from 're2js';
import { PatternError } from './pattern-error.ts';

/** A pattern ready for matching in linear time. */
export interface CompiledPattern {
  readonly pattern: string;
  /** Whether it is found in a text, or with `whole` fits all of it. Throws `PatternError` `pattern.limit` when both are so large that it would take long. */
  matches(options: { text: string; whole?: boolean }): boolean;
}

interface Source {
  pattern: string;
  /** `i`: case does not count, `m`: `^` and `$` at every line, `s`: a dot is any character. */
  flags?: string | undefined;
}

const LONGEST_PATTERN = 1_000;
/** Instructions of a pattern times characters of a text, about 0.1 s at worst. Linear is not quick where the pattern itself is large. */
const MOST_STEPS = 4_000_000;
const CACHED_PATTERNS = 200;
const CACHED_INSTRUCTIONS = 10_000;

const flagValues: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

const cache = new Map<string, { compiled: CompiledPattern; instructions: number }>();
let instructionsKept = 0;

/** Whether the pattern is found in the text, or with `whole` fits all of it. Case counts, but with the flag `i`. Throws `PatternError`. */
export function linearMatch({ text, whole, ...source }: Source & { text: string; whole?: boolean }): boolean {
  return compiledFor(source).matches({ text, whole });
}

/** Compiles a pattern, or gives the one compiled before. Throws `PatternError` `pattern.invalid`. */
export function compilePattern(pattern: string): CompiledPattern {
  return compiledFor({ pattern });
}

function compiledFor({ pattern, flags = '' }: Source): CompiledPattern {
  const key = `${flags}/${pattern}`;
  const known = cache.get(key);
  if (known) return known.compiled;
  const engine = engineOf({ pattern, flags });
  const instructions = engine.programSize();
  const compiled: CompiledPattern = {
    pattern,
    matches({ text, whole = false }) {
      if (text.length * instructions > MOST_STEPS)
        throw new PatternError({ code: 'pattern.limit', message: 'The text is too long for this pattern.' });
      return whole ? engine.testExact(text) : engine.test(text);
    },
  };
  keep({ key, compiled, instructions });
  return compiled;
}

function engineOf({ pattern, flags }: { pattern: string; flags: string }): RE2JS {
  const invalid = (message: string) => new PatternError({ code: 'pattern.invalid', message });
  if (pattern.length > LONGEST_PATTERN) throw invalid(`The pattern has more than ${LONGEST_PATTERN} characters.`);
  let bits = 0;
  for (const flag of flags) {
    const value = flagValues[flag];
    if (value === undefined) throw invalid(`"${flag}" is no flag: use i, m and s.`);
    bits |= value;
  }
  try {
    return RE2JS.compile(pattern, bits);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : '';
    throw invalid(reason || 'The pattern is not valid.');
  }
}

// What an engine has learnt of a pattern grows with its size, up to some megabytes.
function keep({ key, compiled, instructions }: { key: string; compiled: CompiledPattern; instructions: number }): void {
  cache.set(key, { compiled, instructions });
  instructionsKept += instructions;
  for (const [oldest, entry] of cache) {
    if (cache.size <= CACHED_PATTERNS && instructionsKept <= CACHED_INSTRUCTIONS) break;
    cache.delete(oldest);
    instructionsKept -= entry.instructions;
  }
}
