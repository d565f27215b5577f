import type { JSX } from 'react';
import { FieldList } from '../field-list.tsx';
import { valueWithin } from '../odd-value.ts';
import { isRecord, type WidgetProps } from '../widget-props.ts';
import { newItem } from './new-item.ts';
import { OddValue } from './odd-value.tsx';

/** The fields of one item of a list. A text in the place of an item is its title; the first edit makes the item of it. */
export function ListItem({
  field,
  items,
  index,
  path,
  issues,
  onChange,
}: Omit<WidgetProps, 'value'> & { items: readonly unknown[]; index: number }): JSX.Element {
  const item = items[index];
  const at = [...path, index];
  const title = field.item?.title;
  const fields = (field.fields ?? []).filter((one) => one.key !== field.itemId);
  if (isRecord(item)) return <FieldList fields={fields} values={item} path={at} issues={issues} onChange={onChange} />;
  const made = newItem({ field, items });
  if (title === undefined || typeof item === 'object')
    return (
      <OddValue
        field={{ key: String(index), label: field.item?.label ?? field.label, widget: 'group', required: true }}
        value={item}
        path={at}
        issues={issues}
        replace={() => onChange(at, made)}
      />
    );
  const values: Record<string, unknown> = { ...made, [title]: String(item) };
  return (
    <FieldList
      fields={fields}
      values={values}
      path={at}
      issues={issues}
      onChange={(place, value) => {
        const [key, ...deeper] = place.slice(at.length);
        const { [String(key)]: _before, ...others } = values;
        onChange(at, value === undefined ? others : { ...values, [String(key)]: valueWithin(deeper, value) });
      }}
    />
  );
}
