import { type Condition, conditionSchema, OPERATORS, summariseCondition } from '@patchbay/expressions';
import { type ConfigProblem, defineNode, type Outlet, type Say, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { literal } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { listAt, printed, shortened, textAt } from '../shared/read-config.ts';

const EMPTY_RULE = 'Say which value is compared: type {{ there, and choose one.';
const EMPTY_COMPARISON = 'Say what it is compared with. To ask whether there is nothing, choose “is empty”.';

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
  outlets(config, say = inEnglish) {
    const cases = listAt(config, 'cases').flatMap((one, index): Outlet[] => {
      const id = textAt(one, 'id');
      return id === undefined
        ? []
        : [
            {
              id: `case:${id}`,
              label: textAt(one, 'label') ?? nameOf(one.when, say) ?? say(`Case ${index + 1}`),
              kind: 'plain',
            },
          ];
    });
    return [...cases, { id: 'else', label: say('Else'), kind: 'plain' }];
  },
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config, say = inEnglish) => shortened(sentence(listAt(config, 'cases')[0]?.when, say), say('No case yet')),
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
      if (when.success) found.push(...emptyRules({ condition: when.data, path: `cases.${index}.when` }));
    }
    return found;
  },
  upgrades: [],
});

// Of what compares nothing yet there is no sentence to be called by.
function nameOf(when: unknown, say: Say): string | undefined {
  const parsed = conditionSchema.safeParse(when);
  return parsed.success && !isBlank(parsed.data) ? summariseCondition(parsed.data, say) : undefined;
}

function isBlank(condition: Condition): boolean {
  if ('not' in condition) return isBlank(condition.not);
  if ('left' in condition) return isEmpty(condition.left) && isEmpty(condition.right);
  const members = 'all' in condition ? condition.all : condition.any;
  return members.length > 0 && members.every(isBlank);
}

/** Rules that compare nothing, or something with nothing, by the path of the missing value. */
function emptyRules({ condition, path }: { condition: Condition; path: string }): ConfigProblem[] {
  if ('not' in condition) return emptyRules({ condition: condition.not, path: `${path}.not` });
  if ('left' in condition) {
    if (isEmpty(condition.left))
      return [{ path: `${path}.left`, severity: 'error', code: 'condition.empty_rule', message: EMPTY_RULE }];
    const isAlone = OPERATORS.find((one) => one.op === condition.op)?.arity === 1;
    if (isAlone || !isEmpty(condition.right)) return [];
    return [
      { path: `${path}.right`, severity: 'warning', code: 'condition.empty_comparison', message: EMPTY_COMPARISON },
    ];
  }
  const [name, members] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
  return members.flatMap((member, index) => emptyRules({ condition: member, path: `${path}.${name}.${index}` }));
}

function isEmpty(side: unknown): boolean {
  return printed(side).trim() === '';
}

function sentence(when: unknown, say: Say): string | undefined {
  const parsed = conditionSchema.safeParse(when);
  return parsed.success ? summariseCondition(parsed.data, say) : undefined;
}
