import type { FormField } from '@patchbay/node-kit';
import { isRecord, type Path, type WidgetProps } from './widget-props.ts';

/** Whether a value is of a kind that its field cannot show, as only flows from elsewhere have it: a text where fields of an object are, say. */
export function isOdd({ field, value }: Pick<WidgetProps, 'field' | 'value'>): boolean {
  if (value === undefined) return false;
  switch (field.widget) {
    case 'group':
    case 'pairs':
    case 'condition':
      return !isRecord(value);
    case 'list':
    case 'texts':
      // A template may give the list.
      return !Array.isArray(value) && typeof value !== 'string';
    default:
      return false;
  }
}

/** Whether nothing is lost when something else takes its place. */
export function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value !== 'object' || value === null) return value === undefined || value === null;
  return Object.keys(value).length === 0;
}

/** What the form begins with in the place of an odd value; undefined where a flow may do without. */
export function begun(field: FormField): unknown {
  if (!field.required) return undefined;
  if (field.widget === 'condition') return { all: [] };
  return field.widget === 'list' || field.widget === 'texts' ? [] : {};
}

/** `onChange` of a field whose blank value no edit can go into: the first puts all that it needs in its place, as one change. */
export function inPlaceOf({ path, onChange }: Pick<WidgetProps, 'path' | 'onChange'>): WidgetProps['onChange'] {
  return (at, value) => onChange(path, valueWithin(at.slice(path.length), value));
}

/** Objects and lists made around a value, so that it is at a path in them. */
export function valueWithin(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, step) => {
    if (typeof step === 'number') return inner === undefined ? [] : [inner];
    return inner === undefined ? {} : { [step]: inner };
  }, value);
}
