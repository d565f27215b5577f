import type { Issue } from './problem-error.ts';

/** Levels of nesting that any input may have; documents have a limit of their own. */
const MOST_LEVELS = 64;

/**
 * The first part of an input that cannot be kept: a text, key or value, with NUL or with half of a surrogate pair, which the database does not hold, or one that is
 * nested too deep. Undefined when there is none. Walks without recursion, so that no depth can overflow it.
 */
export function faultyPart(value: unknown): Issue | undefined {
  const open: { value: unknown; path: string; level: number }[] = [{ value, path: '', level: 0 }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { path } = part;
    if (typeof part.value === 'string') {
      if (!isStorable(part.value)) return invalidText(path);
    } else if (typeof part.value === 'object' && part.value !== null) {
      if (part.level >= MOST_LEVELS)
        return { path, code: 'too_deep', message: `This is nested more than ${MOST_LEVELS} levels deep.` };
      for (const [key, inner] of Object.entries(part.value)) {
        if (!isStorable(key)) return invalidText(path);
        open.push({ value: inner, path: path ? `${path}.${key}` : key, level: part.level + 1 });
      }
    }
  }
  return undefined;
}

function invalidText(path: string): Issue {
  return { path, code: 'invalid_text', message: 'A text holds NUL, or half of a pair of surrogates.' };
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
