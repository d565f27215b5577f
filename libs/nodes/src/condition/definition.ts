import { type Condition, conditionSchema, summariseCondition } from '@patchbay/expressions';
import { type ConfigProblem, defineNode, type Outlet, type Say, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { literal } from '../shared/fields.ts';
import { listAt, printed, shortened, textAt } from '../shared/read-config.ts';

const EMPTY_RULE = 'Say which value is compared: type {{ there, and choose one.';

export const conditionDefinition = defineNode({
  type: 'condition',
  version: 1,
  title: 'Condition',
  hint: 'Goes different ways, by what is known.',
  group: 'flow',
  icon: 'arrows-split-2',
  config: z.strictObject({
    cases: withHint(
      z
        .array(
          z.strictObject({
            id: literal({ label: 'Id' }).min(1),
            label: literal({ label: 'Name', help: 'What this case is called on the canvas.' }).optional(),
            when: withHint(conditionSchema, {
              widget: 'condition',
              label: 'When',
              help: 'Compares values, such as {{ vars.priority }} with a text. When it holds, the path of this case is taken.',
            }),
          }),
        )
        .min(1, 'Add at least one case.')
        .max(100),
      {
        widget: 'list',
        label: 'Cases',
        help: 'The first that holds is taken.',
        item: { label: 'Case', title: 'label' },
        itemId: 'id',
      },
    ),
  }),
  initial: { cases: [{ id: 'case1', label: '', when: { all: [{ left: '', op: 'eq', right: '' }] } }] },
  raw: ['cases'],
  translatable: [],
  outlets(config, say) {
    const cases = listAt(config, 'cases').flatMap((one, index): Outlet[] => {
      const id = textAt(one, 'id');
      return id === undefined
        ? []
        : [
            {
              id: `case:${id}`,
              label: textAt(one, 'label') ?? nameOf(one.when, say) ?? `Case ${index + 1}`,
              kind: 'plain',
            },
          ];
    });
    return [...cases, { id: 'else', label: 'Else', kind: 'plain' }];
  },
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config, say) => shortened(sentence(listAt(config, 'cases')[0]?.when, say), 'No case yet'),
  inspect(config) {
    const found: ConfigProblem[] = [];
    const seen = new Set<string>();
    for (const [index, one] of listAt(config, 'cases').entries()) {
      const id = textAt(one, 'id');
      if (id !== undefined && seen.has(id))
        found.push({
          path: `cases.${index}.id`,
          severity: 'error',
          code: 'condition.duplicate_case',
          message: `Two cases have the id "${id}".`,
        });
      if (id !== undefined) seen.add(id);
      const when = conditionSchema.safeParse(one.when);
      for (const path of when.success ? emptyRules({ condition: when.data, path: `cases.${index}.when` }) : [])
        found.push({ path, severity: 'error', code: 'condition.empty_rule', message: EMPTY_RULE });
    }
    return found;
  },
  upgrades: [],
});

// Of what compares nothing yet there is no sentence to be called by.
function nameOf(when: unknown, say: Say | undefined): string | undefined {
  const parsed = conditionSchema.safeParse(when);
  return parsed.success && !isBlank(parsed.data) ? summariseCondition(parsed.data, say) : undefined;
}

function isBlank(condition: Condition): boolean {
  if ('not' in condition) return isBlank(condition.not);
  if ('left' in condition) return printed(condition.left).trim() === '' && printed(condition.right).trim() === '';
  const members = 'all' in condition ? condition.all : condition.any;
  return members.length > 0 && members.every(isBlank);
}

/** Where rules compare nothing, by the path of the missing value. */
function emptyRules({ condition, path }: { condition: Condition; path: string }): string[] {
  if ('not' in condition) return emptyRules({ condition: condition.not, path: `${path}.not` });
  if ('left' in condition) return printed(condition.left).trim() === '' ? [`${path}.left`] : [];
  const [name, members] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
  return members.flatMap((member, index) => emptyRules({ condition: member, path: `${path}.${name}.${index}` }));
}

function sentence(when: unknown, say: Say | undefined): string | undefined {
  const parsed = conditionSchema.safeParse(when);
  return parsed.success ? summariseCondition(parsed.data, say) : undefined;
}
