import { type FormField, formFields, type Widget } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';

const READABLE: ReadonlySet<Widget> = new Set(['text', 'multiline', 'markdown', 'texts', 'pairs', 'expression']);

const known = new Map<string, readonly FormField[]>();

/** Whether a text of a node's config is written for people or for other systems, and not a name, a choice or code that the flow is held together by. */
export function isReadable({ type, path }: { type: string; path: readonly (string | number)[] }): boolean {
  return isReadableIn({ fields: fieldsOf(type), path });
}

// Of a type that this release does not know, none.
function fieldsOf(type: string): readonly FormField[] {
  const definition = nodeRegistry.get(type);
  const fields = known.get(type) ?? (definition ? formFields(definition) : []);
  known.set(type, fields);
  return fields;
}

function isReadableIn({
  fields,
  path,
  title,
}: {
  fields: readonly FormField[];
  path: readonly (string | number)[];
  /** Field that names an item of a list. */
  title?: string | undefined;
}): boolean {
  const [key, ...rest] = path;
  const field = fields.find((one) => one.key === key);
  if (!field) return false;
  const { widget, fields: inner = [] } = field;
  if (widget === 'group') return isReadableIn({ fields: inner, path: rest });
  // Items of a list may be texts themselves.
  if (widget === 'list')
    return rest.length < 2 || isReadableIn({ fields: inner, path: rest.slice(1), title: field.item?.title });
  // What is compared is a text, how is not.
  if (widget === 'condition') return rest.some((step) => step === 'left' || step === 'right');
  return READABLE.has(widget) || (widget === 'literal' && key === title);
}
