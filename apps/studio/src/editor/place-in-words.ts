import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { type FormField, formFields } from '@patchbay/node-kit';
import { textsOf } from '@patchbay/texts';
import { localisedFields } from '../nodes/localised-fields.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { nameOfNode } from './name-of-node.ts';
import { settingInWords } from './setting-in-words.ts';

/** Between a field and what is within it. */
const WITHIN = ' › ';

/**
 * A place of a flow as its forms call it, in the language of the studio: `options.0.label` of a choice is “Option 1 › Label”. The path is that of a problem or of
 * a text: within the config of a node, one of its ports, or, without a node, within the document. Empty where it is the node or the flow as a whole.
 */
export function placeInWords({
  document,
  nodeId,
  path,
}: {
  document: FlowDocument;
  nodeId: string | null;
  path: string;
}): string {
  if (path === '') return '';
  const steps = path.split('.');
  if (nodeId === null) return inFlow({ document, steps }).join(WITHIN);
  const node = graphOf(document).node(nodeId);
  const definition = node && nodeRegistry.get(node.type);
  const fields = definition ? localisedFields(formFields(definition)) : [];
  if (!fields.some((field) => field.key === steps[0])) {
    const outlet = definition?.outlets(node?.config ?? {}).find((one) => one.id === path);
    if (outlet ?? graphOf(document).edge(nodeId, path))
      return textsOf('editor')('port', { name: outlet?.label || path });
    if (path === 'label') return textsOf('inspector')('nameOnTheCanvas');
  }
  return inFields({ fields, steps }).join(WITHIN);
}

function inFields({ fields, steps }: { fields: readonly FormField[]; steps: readonly string[] }): string[] {
  const [key = '', ...rest] = steps;
  const field = fields.find((one) => one.key === key);
  if (!field) return plain(steps);
  const [index, ...inner] = rest;
  if (index === undefined) return [field.label];
  if (field.widget === 'group') return [field.label, ...inFields({ fields: field.fields ?? [], steps: rest })];
  if (field.widget === 'condition') return [field.label, ...plain(rest.flatMap(inCondition))];
  if (!isNumber(index)) {
    const variant = field.variants?.find((one) => one.key === index);
    return [field.label, ...plain([variant?.keyLabel ?? index, ...inner])];
  }
  const item = numbered(field.item?.label ?? field.label, index);
  return inner.length === 0 ? [item] : [item, ...inFields({ fields: field.fields ?? [], steps: inner })];
}

// The rules of a group are counted, whatever joins them.
function inCondition(step: string): string[] {
  const t = textsOf('nodeForm');
  const words: Record<string, string[]> = {
    all: [t('rule')],
    any: [t('rule')],
    not: [],
    left: [t('value')],
    op: [t('comparison')],
    right: [t('comparedWith')],
  };
  return words[step] ?? [step];
}

function inFlow({ document, steps }: { document: FlowDocument; steps: readonly string[] }): string[] {
  const [part = '', which = '', ...rest] = steps;
  const t = textsOf('editor');
  const index = Number(which);
  if (part === 'settings') return [t('settings'), ...settingInWords([which, ...rest])];
  if (part === 'translations') {
    const [id = '', ...path] = rest;
    const place = placeInWords({ document, nodeId: id, path: path.join('.') });
    return [nameOfNode({ document, id }), `${place} (${which})`];
  }
  if (!isNumber(which)) return plain(steps);
  if (part === 'variables')
    return [`${t('variable')} ${document.variables?.[index]?.key ?? index + 1}`, ...plain(rest.map(inVariable))];
  const id = part === 'nodes' ? document.nodes[index]?.id : undefined;
  if (id !== undefined) return [nameOfNode({ document, id }), ...plain(rest)];
  const kinds: Record<string, string> = { nodes: t('node'), edges: t('edge'), notes: t('note'), frames: t('frame') };
  return [numbered(kinds[part] ?? part, which), ...plain(rest)];
}

function inVariable(step: string): string {
  const t = textsOf('inspector');
  return step === 'default' ? t('valueAtFirst') : step === 'type' ? t('type') : step;
}

// Steps that no field has a name for are told as they are, and numbers by what they count.
function plain(steps: readonly string[]): string[] {
  const words: string[] = [];
  for (const step of steps) {
    const before = isNumber(step) ? words.pop() : undefined;
    words.push(before === undefined ? step : numbered(before, step));
  }
  return words;
}

function numbered(what: string, index: string): string {
  return `${what} ${Number(index) + 1}`;
}

function isNumber(step: string): boolean {
  return /^\d+$/.test(step);
}
