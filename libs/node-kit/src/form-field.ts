import { z } from 'zod';
import { type FormHint, formHintOf, innerOf } from './form-hint.ts';
import type { NodeDefinition } from './node-definition.ts';

/** One field of a node's form, as data. `fields` are those of an object or of one item of a list. */
export interface FormField extends FormHint {
  key: string;
  required: boolean;
  /** Whether its node is in error while it is empty; where that is not told, `required` says it. */
  needed?: boolean;
  default?: unknown;
  fields?: FormField[];
}

/** The form of a node's config, read from its schema; throws when a field has no hint, which a test of all definitions guards. */
export function formFields(definition: Pick<NodeDefinition, 'config' | 'type'>): FormField[] {
  return fieldsOf(definition.config, definition.type);
}

function fieldsOf(schema: z.core.$ZodType, where: string): FormField[] {
  const core = unwrap(schema);
  if (!(core instanceof z.ZodObject)) throw new Error(`${where}: expected an object schema`);
  return Object.entries<z.ZodType>(core.shape).map(([key, field]) =>
    fieldOf({ key, schema: field, where: `${where}.${key}` }),
  );
}

function fieldOf({ key, schema, where }: { key: string; schema: z.ZodType; where: string }): FormField {
  const hint = formHintOf(schema);
  if (!hint) throw new Error(`${where} has no form hint`);
  const core = unwrap(schema);
  const absent = schema.safeParse(undefined);
  const field: FormField = { ...hint, key, required: !absent.success };
  if (absent.success && absent.data !== undefined) field.default = absent.data;
  if (hint.widget === 'group') field.fields = fieldsOf(core, where);
  if (hint.widget === 'list') field.fields = fieldsOf(itemOf(core, where), where);
  return field;
}

function itemOf(schema: z.core.$ZodType, where: string): z.core.$ZodType {
  const list =
    schema instanceof z.ZodUnion ? schema.options.map(unwrap).find((option) => option instanceof z.ZodArray) : schema;
  if (!(list instanceof z.ZodArray)) throw new Error(`${where}: a list widget needs an array schema`);
  const element = unwrap(list.element);
  if (!(element instanceof z.ZodUnion)) return element;
  return element.options.map(unwrap).find((option) => option instanceof z.ZodObject) ?? element;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let current = schema;
  for (let inner = innerOf(current); inner; inner = innerOf(current)) current = inner;
  return current;
}
