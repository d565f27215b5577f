import { type JSX, useCallback, useEffect, useRef } from 'react';
import { FieldList } from '../field-list.tsx';
import { followedName } from '../followed-name.ts';
import { useFormContext } from '../form-context.ts';
import { namesOf } from '../named-items.ts';
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
  const changeItem = useNamesFollowing({ field, items, index, path, onChange });
  const at = [...path, index];
  const title = field.item?.title;
  const fields = (field.fields ?? []).filter((one) => one.key !== field.itemId);
  if (isRecord(item))
    return <FieldList fields={fields} values={item} path={at} issues={issues} onChange={changeItem} />;
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

/** `onChange` of an item, by which its name goes along with its title while nobody wrote it and nothing reads it. The same as long as the item is drawn: what is typed into one field draws no other anew. */
function useNamesFollowing(
  props: Pick<WidgetProps, 'field' | 'path' | 'onChange'> & { items: readonly unknown[]; index: number },
): WidgetProps['onChange'] {
  const { isRead } = useFormContext();
  const latest = useRef({ ...props, isRead });
  useEffect(() => {
    latest.current = { ...props, isRead };
  });
  return useCallback((place, value) => {
    const { field, items, index, path, onChange, isRead: read } = latest.current;
    const names = namesOf(field);
    const isTitle = place.length === path.length + 2 && place.at(-1) === names?.title;
    const name = isTitle ? followedName({ field, items, index, title: value, isRead: read }) : undefined;
    if (!names || name === undefined) onChange(place, value);
    else onChange(place, value, [{ path: [...path, index, names.name], value: name }]);
  }, []);
}
