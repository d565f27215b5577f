import type { FormContextValue, Suggestion } from './form-context.ts';

export interface Completion {
  /** What is put in place of `from` to `to`. */
  text: string;
  label: string;
  detail: string;
}

export interface CompletionRange {
  from: number;
  to: number;
  completions: Completion[];
}

/** Completions at the caret of a template: inside `{{ … }}` those of what is in reach, after a `|` those of filters. Undefined outside of a tag. */
export function completionsAt(options: {
  text: string;
  caret: number;
  context: Pick<FormContextValue, 'suggestions' | 'filters'>;
}): CompletionRange | undefined {
  const before = options.text.slice(0, options.caret);
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0 || before.slice(open).includes('}}') || before.slice(open).includes('%}')) return undefined;
  const word = /[\p{L}\p{N}_.-]*$/u.exec(before)?.[0] ?? '';
  const from = options.caret - word.length;
  // In the middle of a name the whole of it is replaced.
  const to = options.caret + (/^[\p{L}\p{N}_.-]*/u.exec(options.text.slice(options.caret))?.[0] ?? '').length;
  const inside = before.slice(open + 2, from);
  const needle = word.toLowerCase();
  if (/\|\s*$/.test(inside)) {
    const found = options.context.filters.filter((filter) => filter.name.startsWith(needle));
    return {
      from,
      to,
      completions: found.map((filter) => ({ text: filter.name, label: filter.signature, detail: filter.description })),
    };
  }
  if (!/^\s*$/.test(inside) && !/[\s(:,]$/.test(inside)) return undefined;
  const ranked = options.context
    .suggestions()
    .map((suggestion) => ({ suggestion, rank: rankOf({ suggestion, needle }) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  const closes = /^\s*(\}\}|\|)/.test(options.text.slice(to));
  const lead = inside === '' ? ' ' : '';
  return {
    from,
    to,
    completions: ranked.map(({ suggestion }) => ({
      text: `${lead}${suggestion.path}${closes || !before.slice(open).startsWith('{{') ? '' : ' }}'}`,
      label: suggestion.path,
      detail: suggestion.detail,
    })),
  };
}

/** Completions of a value that is to be put at a place where no tag is: what is typed from there to the caret narrows them, and the tag comes with the one that is chosen. Undefined where that is no part of a name. */
export function insertionsAt({
  text,
  at,
  caret,
  context,
}: Parameters<typeof completionsAt>[0] & { at: number }): CompletionRange | undefined {
  const typed = text.slice(at, caret);
  if (caret < at || !/^[\w.-]*$/.test(typed)) return undefined;
  const tag = `{{ ${typed}`;
  const found = completionsAt({ text: tag, caret: tag.length, context });
  const completions = (found?.completions ?? []).map((one) => ({ ...one, text: `{{ ${one.text}` }));
  return { from: at, to: caret, completions };
}

function rankOf({ suggestion, needle }: { suggestion: Suggestion; needle: string }): number {
  const path = dotted(suggestion.path.toLowerCase());
  if (needle === '' || path.startsWith(needle)) return 0;
  if (path.includes(`.${needle}`)) return 1;
  if (path.includes(needle)) return 2;
  return suggestion.label?.toLowerCase().includes(needle) ? 3 : -1;
}

// As one types it who does not know yet that a name needs brackets.
function dotted(path: string): string {
  return path.includes('[') ? path.replace(/\["([^"]*)"\]/g, '.$1') : path;
}
