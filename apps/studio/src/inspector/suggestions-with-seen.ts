import type { Suggestion } from '@patchbay/node-form';
import { seenSuggestions } from './seen-suggestions.ts';
import { seenValues, type Tests } from './seen-values.ts';
import { suggestionsAt } from './suggestions-at.ts';

type Options = Parameters<typeof suggestionsAt>[0] & { tests: { view(): Tests } };

/** What a template can name at a node, with what tests saw in it, and behind that what only they know of; worked out when it is asked for, and anew when a test has seen more. */
export function suggestionsWithSeen({ tests, ...at }: Options): () => readonly Suggestion[] {
  const known = suggestionsAt(at);
  let last: { of: readonly unknown[]; all: readonly Suggestion[] } | undefined;
  return () => {
    const view = tests.view();
    const of = [view.steps, view.byHand, view.alone, view.pins];
    if (last && of.every((one, index) => one === last?.of[index])) return last.all;
    const seen = seenSuggestions({ ...at, seen: seenValues({ view, document: at.document }) });
    const values = new Map(seen.map((one) => [one.path, one.detail]));
    const all = [
      ...known.map((one) => {
        const value = values.get(one.path);
        values.delete(one.path);
        return value === undefined ? one : { ...one, detail: `${one.detail} · ${value}` };
      }),
      ...seen.filter(({ path }) => values.has(path)),
    ];
    last = { of, all };
    return all;
  };
}
