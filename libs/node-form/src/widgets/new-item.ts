import { isRecord, type WidgetProps } from '../widget-props.ts';

/** A new item has an id and a name that no other has; its required texts begin empty so that the form marks them. */
export function newItem({
  field,
  items,
}: {
  field: WidgetProps['field'];
  items: readonly unknown[];
}): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const one of field.fields ?? []) {
    if (!one.required) continue;
    item[one.key] =
      one.widget === 'condition'
        ? { all: [] }
        : one.widget === 'select'
          ? (one.options?.[0]?.value ?? '')
          : one.widget === 'variable'
            ? freeName({ field, items, key: one.key })
            : '';
  }
  const { itemId } = field;
  if (itemId) item[itemId] = freeName({ field, items, key: itemId });
  return item;
}

/** The name of a new item that no other has: what its kind is called, with a number. */
export function freeName({
  field,
  items,
  key,
}: Pick<WidgetProps, 'field'> & { items: readonly unknown[]; key: string }): string {
  const taken = new Set(items.map((other) => (isRecord(other) ? other[key] : undefined)));
  let number = items.length + 1;
  const stem = stemOf(field);
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** What names of new items begin with, before their number. */
export function stemOf(field: WidgetProps['field']): string {
  return (field.item?.label ?? 'item').toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
