import { deepEqual, type FlowDocument, isRecord, type Operation, valueAt } from '@patchbay/flow-spec';

/**
 * The same change, with the one item of a list that a form puts in, takes out or changes told as that: told as the list as a whole, or put in by its index alone, it would stand against what
 * others do with other items at the same time.
 */
export function listEditsIn({
  document,
  operations,
}: {
  document: FlowDocument;
  operations: Operation[];
}): Operation[] {
  const [first] = operations;
  if (operations.length !== 1 || first?.type !== 'node.set' || first.places || first.value === undefined)
    return operations;
  const config = document.nodes.find((node) => node.id === first.id)?.config;
  const put = (list: (string | number)[], index: number, value: unknown): Operation[] => [
    { ...first, path: [...list, index], value, places: [index] },
  ];
  const index = first.path.at(-1);
  const within = first.path.slice(0, -1);
  const around = valueAt(config, within);
  if (typeof index === 'number' && Array.isArray(around) && index === around.length)
    return put(within, index, first.value);
  const list = listWithin({ path: first.path, before: valueAt(config, first.path), after: first.value });
  const at = list && differingItem(list);
  if (!list || at === undefined) return operations;
  const { path, before, after } = list;
  if (after.length > before.length) return put(path, at, after[at]);
  const { value: _, ...rest } = first;
  const item = { ...rest, path: [...path, at] };
  return [after.length < before.length ? item : { ...item, value: after[at] }];
}

interface List {
  path: (string | number)[];
  before: readonly unknown[];
  after: readonly unknown[];
}

/** The list that two values are, or that alone is otherwise in two objects, such as groups of a condition. */
function listWithin({
  path,
  before,
  after,
}: Record<'before' | 'after', unknown> & Pick<List, 'path'>): List | undefined {
  if (Array.isArray(before) && Array.isArray(after)) return { path, before, after };
  if (!isRecord(before) || !isRecord(after)) return undefined;
  const keys = Object.keys(before);
  if (!deepEqual(keys, Object.keys(after))) return undefined;
  const [key, ...others] = keys.filter((one) => !deepEqual(before[one], after[one]));
  if (key === undefined || others.length > 0) return undefined;
  return listWithin({ path: [...path, key], before: before[key], after: after[key] });
}

/** Where the one item is that one of two lists has more or otherwise; undefined where it is not one alone. */
function differingItem({ before, after }: List): number | undefined {
  const longer = Math.max(before.length, after.length);
  const shorter = Math.min(before.length, after.length);
  if (longer - shorter > 1) return undefined;
  let start = 0;
  while (start < shorter && deepEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && deepEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  return start < longer && start + end >= longer - 1 ? start : undefined;
}
