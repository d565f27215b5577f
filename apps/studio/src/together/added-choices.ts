import { deepEqual, type Operation, rebaseOperations, valueOperation } from '@patchbay/flow-spec';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import type { Choice } from './choice.ts';

/** The open choices, led on over what others did, with those that came about. Of one thing there is one, the latest. */
export function addedChoices({
  open,
  theirs,
  written,
  met,
}: {
  open: readonly Choice[];
  /** As they read on top of mine. */
  theirs: readonly Operation[];
  /** As they wrote it. */
  written: readonly Operation[];
  met: readonly Choice[];
}): readonly Choice[] {
  if (open.length === 0 && met.length === 0) return open;
  const choices = new Map(
    followed({ choices: open, over: theirs, whose: 'theirs', written }).map((choice) => [choice.unit, choice]),
  );
  for (const choice of met) {
    choices.delete(choice.unit);
    choices.set(choice.unit, choice);
  }
  return [...choices.values()];
}

/**
 * The choices as they read after operations of `whose`: what would be done if the other one is chosen, and where a field got a value meanwhile, whose that is. What the other side had written
 * there can still be chosen: nobody else has it any more.
 */
export function followed({
  choices,
  over,
  whose,
  written = over,
}: {
  choices: readonly Choice[];
  over: readonly Operation[];
  whose: Choice['stands'];
  written?: readonly Operation[];
}): readonly Choice[] {
  if (choices.length === 0 || over.length === 0) return choices;
  const values = new Map(
    over.flatMap((operation) => {
      const one = valueOperation(operation);
      return one ? [[one.unit, one] as const] : [];
    }),
  );
  const added = new Set(over.flatMap((one) => addedItem(one) ?? []));
  return choices.flatMap((choice) => {
    // Nothing is left to be asked where it is there again.
    if (choice.kind === 'written' && added.has(choice.nodeId ?? '')) return [];
    // What fits is only known once it is chosen: by then what is missing now may be there again.
    const other = rebaseOperations({ mine: choice.other, theirs: over }).mine.flatMap(
      ({ origin, operation }) => operation ?? choice.other[origin] ?? [],
    );
    if (choice.field === undefined || onlyField(choice.other) !== choice.field) return [{ ...choice, other }];
    // Under the name that its node has by now, and at the place of its item.
    const field = onlyField(other) ?? choice.field;
    const set = values.get(field);
    if (!set) return [{ ...choice, field, other }];
    // What was put together of both is nobody's alone: what stood goes on standing, and the other one is still what it was.
    if (!written.some((one) => deepEqual(valueOperation(one)?.value, set.value)))
      return [{ ...choice, field, other, ...(choice.stands === 'mine' ? { mine: set.value } : {}) }];
    // Who takes back what they wrote makes that of the other stand again.
    const away = whose === 'mine' ? 'theirs' : 'mine';
    const stands = deepEqual(set.value, choice[away]) ? away : whose;
    const shown = stands === 'mine' ? { mine: set.value } : { theirs: set.value };
    const led = stands === choice.stands ? other : [set.withValue(choice[choice.stands])];
    return [{ ...choice, ...shown, field, stands, other: led }];
  });
}

function addedItem(operation: Operation): string | undefined {
  if (operation.type === 'node.add') return operation.node.id;
  if (operation.type === 'note.add') return noteItem(operation.note.id);
  return operation.type === 'frame.add' ? frameItem(operation.frame.id) : undefined;
}

function onlyField(operations: readonly Operation[]): string | undefined {
  const [first, ...more] = operations;
  return first && more.length === 0 ? valueOperation(first)?.unit : undefined;
}
