import type { NodeDefinition, Outlet, ServiceName } from '@patchbay/node-kit';
import { z } from 'zod';

const next: Outlet = { id: 'next', label: 'Next', kind: 'plain' };
const error: Outlet = { id: 'error', label: 'Error', kind: 'error' };

/** A node type for tests of the engine: only what the engine looks at. */
function definition(
  type: string,
  own: Partial<NodeDefinition<string, unknown, ServiceName>> & Pick<NodeDefinition, 'config'>,
): NodeDefinition {
  return {
    type,
    version: 1,
    title: type,
    hint: type,
    group: 'flow',
    icon: 'box',
    initial: {},
    raw: [],
    translatable: [],
    outlets: () => [next],
    output: 'any',
    needs: [],
    effect: 'none',
    waits: false,
    summary: () => type,
    upgrades: [],
    ...own,
  };
}

const saveAs = z.string().optional();
const text = z.string().default('');

/** The node types of these tests. Their handlers are in `test-handlers.ts`. */
export const testDefinitions: readonly NodeDefinition[] = [
  definition('start', {
    config: z.strictObject({ greeting: text, waitForMessage: z.boolean().default(false) }),
  }),
  definition('say', { config: z.strictObject({ text: z.coerce.string() }), translatable: ['text'] }),
  /** Asks, saves what is typed, is stuck at "stuck", fails at "fail". */
  definition('ask', {
    config: z.strictObject({ text, saveAs, note: z.unknown().optional() }),
    outlets: () => [next, { id: 'no_match', label: 'No match', kind: 'stuck' }, error],
    waits: true,
  }),
  /** Draws a component and takes a submit of `{ option }`; leaves by the option, else by `next`; a typed text asks again. */
  definition('pick', {
    config: z.strictObject({ text, options: z.array(z.strictObject({ id: z.string(), label: z.string() })), saveAs }),
    outlets: (config) => [
      ...(Array.isArray(config.options) ? config.options : []).map(
        (option: { id: string }): Outlet => ({
          id: `option:${option.id}`,
          label: option.id,
          kind: 'plain',
          fallback: 'next',
        }),
      ),
      next,
      { id: 'no_match', label: 'No match', kind: 'stuck' },
    ],
    waits: true,
  }),
  /** Gives `output`, or does what `does` says. */
  definition('work', {
    config: z.strictObject({
      does: z
        .enum(['give', 'later', 'fail', 'fail-saved', 'throw', 'throw-error', 'hang', 'write', 'late'])
        .default('give'),
      output: z.unknown().optional(),
      saved: z.unknown().optional(),
      saveAs,
    }),
    outlets: () => [next, error],
  }),
  /** Fails without a port for it, unless the variable `fine` is set; gives nothing. */
  definition('quiet', { config: z.strictObject({}) }),
  definition('put', {
    config: z.strictObject({
      assignments: z.array(z.strictObject({ key: z.string(), value: z.unknown().optional() })),
    }),
    raw: ['assignments'],
  }),
  definition('if', {
    config: z.strictObject({ when: z.unknown() }),
    raw: ['when'],
    outlets: () => [
      { id: 'yes', label: 'Yes', kind: 'plain' },
      { id: 'no', label: 'No', kind: 'plain' },
    ],
  }),
  definition('each', {
    config: z.strictObject({ items: z.unknown(), itemVar: z.string() }),
    raw: ['items'],
    outlets: () => [
      { id: 'each', label: 'Each', kind: 'plain' },
      { id: 'done', label: 'Done', kind: 'plain' },
    ],
  }),
  definition('pause', { config: z.strictObject({ until: z.string() }), waits: true }),
  definition('call', {
    config: z.strictObject({ flow: z.string(), input: z.record(z.string(), z.unknown()).optional(), saveAs }),
    outlets: () => [next, error],
    saves: 'output',
  }),
  definition('finish', {
    config: z.strictObject({
      resolution: z.enum(['resolved', 'escalated', 'abandoned']).default('resolved'),
      output: z.record(z.string(), z.unknown()).optional(),
    }),
    outlets: () => [],
  }),
];
