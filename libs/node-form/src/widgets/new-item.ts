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

function freeName({ field, items, key }: Pick<WidgetProps, 'field'> & { items: readonly unknown[]; key: string }) {
  const taken = new Set(items.map((other) => (isRecord(other) ? other[key] : undefined)));
  let number = items.length + 1;
  const stem = (field.item?.label ?? 'item').toLowerCase().replace(/[^a-z0-9]+/g, '_');
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
