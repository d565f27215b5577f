import { z } from 'zod';

/** How a field is drawn. One widget each; the form library knows these and no node by name. */
export type Widget =
  | 'text' // one line; a template
  | 'multiline' // several lines; a template
  | 'markdown' // several lines of Markdown; a template
  | 'literal' // one line, never a template (an id, a pattern)
  | 'number'
  | 'switch'
  | 'select' // one of `options`
  | 'variable' // name of a conversation variable, new or known
  | 'expression' // one line that gives any value, such as `{{ vars.items }}`
  | 'texts' // list of texts
  | 'pairs' // name and value, both texts
  | 'list' // list of objects with `fields`
  | 'group' // object with `fields`
  | 'condition' // condition builder
  | 'code' // script editor
  | 'json' // any JSON
  | 'json-schema' // JSON Schema
  | 'connection' // key of a connection of `connectionKinds`
  | 'flow' // key of another flow
  | 'model' // name of a model of the chosen connection
  | 'variant'; // one of `variants`: a plain value, or an object with one JSON value under `key`

/** A field is shown only while another field of the same object has one of these values. Data, so that definitions serialise. */
export interface Visibility {
  field: string;
  equals: string | number | boolean | readonly (string | number | boolean)[];
}

export interface FormHint {
  widget: Widget;
  label: string;
  help?: string;
  placeholder?: string;
  /** One that is not `offered` is shown only where it is the value already. */
  options?: readonly { value: string; label: string; offered?: false }[];
  when?: Visibility;
  /** Under a fold that is closed at first. */
  advanced?: boolean;
  /** For `list`: what one item is called, and the item field that names it when folded. */
  item?: { label: string; title?: string };
  /** For `texts`: an item may have a value that stands for it. */
  valued?: boolean;
  /** For `list`: the item key that holds an id which the editor makes and outlets are named by. */
  itemId?: string;
  connectionKinds?: readonly string[];
  variants?: readonly { label: string; value?: string; key?: string; keyLabel?: string }[];
  min?: number;
  max?: number;
}

/** Hints by schema. `.optional()`, `.default()` and `.nullable()` wrap a schema in a new one, so readers unwrap: see `formHintOf`. */
export const formHints = z.registry<FormHint>();

/** Gives a schema a form hint. */
export function withHint<Schema extends z.ZodType>(schema: Schema, hint: FormHint): Schema {
  formHints.add(schema, hint);
  return schema;
}

/** The hint of a schema, looked for through optional, default, nullable and the like. */
export function formHintOf(schema: z.ZodType): FormHint | undefined {
  let current: z.core.$ZodType | undefined = schema;
  while (current) {
    const hint = formHints.get(current);
    if (hint) return hint;
    current = innerOf(current);
  }
  return undefined;
}

/** The schema inside optional, default, nullable, prefault, catch, readonly or a pipe; undefined when it is none of these. */
export function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly
  ) {
    return schema.def.innerType;
  }
  if (schema instanceof z.ZodPipe) return schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in;
  return undefined;
}
