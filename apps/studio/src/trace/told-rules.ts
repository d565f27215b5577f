import { compileTemplate, conditionSchema, summariseCondition } from '@patchbay/expressions';
import { isRecord } from '@patchbay/flow-spec';
import { type FormField, formFields, type NodeDefinition } from '@patchbay/node-kit';
import { localise } from '@patchbay/texts';
import { testedConfig } from '../inspector/tested-config.ts';

/** Characters of a value that a rule compared. */
const LONGEST_VALUE = 80;

interface Options {
  /** Of a step, as its author wrote it. */
  config: unknown;
  definition: NodeDefinition | undefined;
  /** What the node read, by path. */
  reads?: Record<string, unknown> | undefined;
}

interface ToldRule {
  key: string;
  /** Name of the case, or which it is. */
  label: string;
  /** As the form says it, with what the values were that it compared, where that is known. */
  text: string;
}

/** The conditions in lists of a config as sentences, and the rest of it. A list with one that cannot be read is left in the rest. */
export function toldRules({ config, definition, reads = {} }: Options): { rules: ToldRule[]; rest: unknown } {
  if (!isRecord(config) || Object.keys(config).length === 0 || !definition) return { rules: [], rest: config };
  const rules: ToldRule[] = [];
  const rest = { ...config };
  for (const field of formFields(definition)) {
    const when = field.fields?.find((one) => one.widget === 'condition')?.key;
    const items = config[field.key];
    if (when === undefined || !Array.isArray(items)) continue;
    const told = items.map((item, index) => ruleOf({ item, index, field, when, reads }));
    if (told.some((rule) => rule === undefined)) continue;
    rules.push(...told.filter((rule) => rule !== undefined));
    delete rest[field.key];
  }
  return { rules, rest };
}

function ruleOf(options: {
  item: unknown;
  index: number;
  field: FormField;
  when: string;
  reads: Record<string, unknown>;
}): ToldRule | undefined {
  const { item, index, field, when, reads } = options;
  if (!isRecord(item)) return undefined;
  const condition = conditionSchema.safeParse(item[when]);
  if (!condition.success) return undefined;
  const title = item[field.item?.title ?? ''];
  const named = typeof title === 'string' && title !== '';
  const label = named ? title : `${localise(field.item?.label ?? '')} ${index + 1}`;
  const told = (side: unknown) => heldText({ side, reads });
  return { key: `rule ${index}`, label, text: summariseCondition(condition.data, localise, told) };
}

/** What a template of a rule gave; undefined where it reads what is not known, and of what is no template. */
function heldText({ side, reads }: { side: unknown; reads: Record<string, unknown> }): string | undefined {
  if (typeof side !== 'string' || !isRead({ side, reads })) return undefined;
  const under = (root: string) =>
    Object.fromEntries(
      Object.entries(reads).flatMap(([path, value]) =>
        path.startsWith(`${root}.`) ? [[path.slice(root.length + 1), value]] : [],
      ),
    );
  const { text } = under('message');
  const data = { vars: under('vars'), nodes: under('nodes'), message: typeof text === 'string' ? text : '' };
  const value = testedConfig({ config: side, data, then: undefined, raw: [], sets: [] });
  const shown = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE - 1)}…` : shown;
}

function isRead({ side, reads }: { side: string; reads: Record<string, unknown> }): boolean {
  try {
    const { references } = compileTemplate(side);
    return references.length > 0 && references.every(([root, name]) => Object.hasOwn(reads, `${root}.${name}`));
  } catch {
    return false;
  }
}
