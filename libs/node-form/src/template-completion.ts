import type { FormContextValue } from './form-context.ts';

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
  const word = /[\w.-]*$/.exec(before)?.[0] ?? '';
  const from = options.caret - word.length;
  // In the middle of a name the whole of it is replaced.
  const to = options.caret + (/^[\w.-]*/.exec(options.text.slice(options.caret))?.[0] ?? '').length;
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
  const ranked = options.context.suggestions
    .map((suggestion) => ({ suggestion, rank: rankOf(suggestion.path.toLowerCase(), needle) }))
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

function rankOf(path: string, needle: string): number {
  if (needle === '' || path.startsWith(needle)) return 0;
  const part = path.indexOf(`.${needle}`);
  if (part >= 0) return 1;
  return path.includes(needle) ? 2 : -1;
}
