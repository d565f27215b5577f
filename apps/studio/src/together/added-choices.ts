import { type Operation, rebaseOperations, valueOperation } from '@patchbay/flow-spec';
import type { Choice } from './choice.ts';

/** The open choices, led on over what others did, with those that came about. Of one thing there is one, the latest. */
export function addedChoices({
  open,
  theirs,
  met,
}: {
  open: readonly Choice[];
  theirs: readonly Operation[];
  met: readonly Choice[];
}): readonly Choice[] {
  if (open.length === 0 && met.length === 0) return open;
  const choices = new Map(followed({ choices: open, over: theirs }).map((choice) => [choice.unit, choice]));
  for (const choice of met) {
    choices.delete(choice.unit);
    choices.set(choice.unit, choice);
  }
  return [...choices.values()];
}

/** The choices as they read after operations: what would be done if the other one is chosen, and of mine the value that it has by now. */
export function followed({
  choices,
  over,
}: {
  choices: readonly Choice[];
  over: readonly Operation[];
}): readonly Choice[] {
  if (choices.length === 0 || over.length === 0) return choices;
  const values = new Map(
    over.flatMap((operation) => {
      const one = valueOperation(operation);
      return one ? [[one.unit, one.value] as const] : [];
    }),
  );
  return choices.map((choice) => {
    // What fits is only known once it is chosen: by then what is missing now may be there again.
    const other = rebaseOperations({ mine: choice.other, theirs: over }).mine.flatMap(
      ({ origin, operation }) => operation ?? choice.other[origin] ?? [],
    );
    const shown =
      choice.stands === 'mine' && choice.field && values.has(choice.field) ? { mine: values.get(choice.field) } : {};
    return { ...choice, ...shown, other };
  });
}
