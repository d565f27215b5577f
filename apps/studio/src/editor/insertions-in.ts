import { deepEqual, type FlowDocument, type Operation, valueAt } from '@patchbay/flow-spec';

/**
 * The same change, with an item that a form puts into a list told as that: set by its index or with the list as a whole, it would stand against what others put in or change there at
 * the same time.
 */
export function insertionsIn({
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
  if (typeof index === 'number' && Array.isArray(around))
    return index === around.length ? put(within, index, first.value) : operations;
  const before = valueAt(config, first.path);
  const after = first.value;
  if (!Array.isArray(before) || !Array.isArray(after) || after.length !== before.length + 1) return operations;
  const at = after.findIndex((item, place) => !deepEqual(item, before[place]));
  const rest = at < 0 ? [] : after.toSpliced(at, 1);
  return at >= 0 && deepEqual(rest, before) ? put(first.path, at, after[at]) : operations;
}
