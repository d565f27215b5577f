import { type FlowDocument, isVariableKey, knownNames, type Operation, operationsBetween } from '@patchbay/flow-spec';
import { formFields, type FormField } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { renameInTemplate } from '@patchbay/flow-spec';
import { renameInScript } from './rename-in-script.ts';

/**
 * Operations that give a conversation variable another name everywhere: its declaration, the nodes that save into it, templates, scripts (`input.vars.<name>`),
 * settings and translations. A text is a refusal.
 */
export function renameVariable({
  document,
  key,
  to,
}: {
  document: FlowDocument;
  key: string;
  to: string;
}): Operation[] | string {
  if (!isVariableKey(to))
    return 'A variable begins with a letter or underscore and has at most 64 letters, digits or underscores.';
  if (document.variables?.some((variable) => variable.key === to)) return `The variable “${to}” is declared already.`;
  const inText = (text: string) => renameInTemplate({ text, root: 'vars', id: key, to });
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.map((node) => {
      if (!node.config) return node;
      const definition = nodeRegistry.get(node.type);
      const fields = definition ? formFields(definition) : [];
      return { ...node, config: inObject({ value: node.config, fields, key, to, inText }) };
    }),
  };
  if (document.translations) after.translations = mapTexts(document.translations, inText);
  if (document.settings) after.settings = mapTexts(document.settings, inText);
  const declared = document.variables?.find((variable) => variable.key === key);
  const uses = operationsBetween({ from: document, to: after });
  // Two that are used would become one.
  if (uses.length > 0 && knownNames({ document, types: nodeRegistry }).variables.has(to))
    return `The flow has a variable “${to}” already.`;
  // Its declaration goes on under the new name: what others change in it meanwhile is kept.
  return declared ? [{ type: 'variable.set', key, variable: { ...declared, key: to } }, ...uses] : uses;
}

interface Renaming {
  fields: readonly FormField[];
  key: string;
  to: string;
  inText(text: string): string;
}

function inObject({ value, ...rest }: Renaming & { value: Record<string, unknown> }): Record<string, unknown> {
  const byKey = new Map(rest.fields.map((field) => [field.key, field]));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, inField({ value: item, field: byKey.get(name), ...rest })]),
  );
}

function inField({ value, field, ...rest }: Renaming & { value: unknown; field: FormField | undefined }): unknown {
  const { key, to, inText } = rest;
  const fields = field?.fields ?? [];
  if (typeof value === 'string') {
    // The name itself, or the first part of a dotted path.
    if (field?.widget === 'variable')
      return value === key || value.startsWith(`${key}.`) ? `${to}${value.slice(key.length)}` : value;
    if (field?.widget === 'code') return renameInScript({ code: value, key, to }).code;
    return inText(value);
  }
  if (Array.isArray(value)) return value.map((item) => inField({ value: item, field, ...rest }));
  if (typeof value !== 'object' || value === null) return value;
  return inObject({ value: Object.fromEntries(Object.entries(value)), ...rest, fields });
}

function mapTexts<Value>(value: Value, change: (text: string) => string): Value;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
