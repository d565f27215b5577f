import { z } from 'zod';
import type { NodeType, NodeTypes } from '../node-types.ts';

const next = { id: 'next', label: 'Next', kind: 'plain' } as const;
const error = { id: 'error', label: 'Error', kind: 'error' } as const;

function listAt(config: Record<string, unknown>, key: string): { id: string; label: string }[] {
  const list: unknown = config[key];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null && 'id' in item) : [];
}

function nodeType(type: string, config: z.ZodType, rest: Partial<NodeType> = {}): NodeType {
  return {
    type,
    title: type,
    version: 1,
    config,
    raw: [],
    translatable: [],
    outlets: () => [next],
    waits: false,
    upgrades: [],
    ...rest,
  };
}

const text = z.string().min(1);
const option = z.strictObject({ id: z.string(), label: z.string() });

const all: NodeType[] = [
  nodeType('start', z.strictObject({ greeting: z.string().optional() })),
  nodeType('message', z.strictObject({ text }), { translatable: ['text'] }),
  nodeType(
    'choice',
    z.strictObject({
      text,
      options: z.array(z.union([option, z.string()])).min(1, 'Add at least one option.'),
      style: z.enum(['buttons', 'dropdown']).optional(),
      retries: z.number().int().max(20).optional(),
      multiple: z.boolean().optional(),
      saveAs: z.string().optional(),
    }),
    {
      waits: true,
      outlets: (config) => [
        ...listAt(config, 'options').map(
          ({ id, label }) => ({ id: `option:${id}`, label, kind: 'plain', fallback: 'next' }) as const,
        ),
        next,
        { id: 'no_match', label: 'No match', kind: 'stuck' },
      ],
      inspect: (config, scope) =>
        listAt(config, 'options').length > 2 && !scope.hasEdge('next')
          ? [{ path: 'options', severity: 'warning', code: 'choice.many', message: 'These are many options.' }]
          : [],
    },
  ),
  nodeType(
    'condition',
    z.strictObject({ cases: z.array(z.strictObject({ id: text, when: z.strictObject({ left: z.unknown() }) })) }),
    {
      raw: ['cases'],
      outlets: (config) => [
        ...listAt(config, 'cases').map(({ id }) => ({ id: `case:${id}`, label: id, kind: 'plain' }) as const),
        { id: 'else', label: 'Else', kind: 'plain' },
      ],
    },
  ),
  nodeType('set', z.strictObject({ assignments: z.array(z.strictObject({ key: text, value: z.unknown() })) }), {
    raw: ['assignments'],
    sets: (config) => (Array.isArray(config.assignments) ? config.assignments.map((one) => String(one.key)) : []),
  }),
  nodeType('loop', z.strictObject({ items: z.unknown(), itemVar: text }), {
    raw: ['items'],
    outlets: () => [
      { id: 'each', label: 'Each', kind: 'plain' },
      { id: 'done', label: 'Done', kind: 'plain' },
    ],
    sets: (config) => (typeof config.itemVar === 'string' ? [config.itemVar] : []),
  }),
  nodeType('script', z.strictObject({ code: text, saveAs: z.string().optional() }), {
    raw: ['code'],
    outlets: () => [next, error],
  }),
  nodeType(
    'http',
    z
      .strictObject({
        url: text,
        connection: z.string().optional(),
        from: z.union([z.number(), z.string()]).optional(),
        until: z.union([z.number(), z.string()]).optional(),
        body: z
          .union([
            z.strictObject({ kind: z.literal('json'), value: z.number() }),
            z.strictObject({ kind: z.literal('text'), value: z.boolean() }),
          ])
          .optional(),
      })
      .refine(
        (config) => Number(config.from ?? 0) <= Number(config.until ?? 1),
        'The end must come after the beginning.',
      ),
    { outlets: () => [next, error] },
  ),
  nodeType('subflow', z.strictObject({ flow: text }), { waits: true, outlets: () => [next, error] }),
  nodeType('end', z.strictObject({}), { waits: true, outlets: () => [] }),
];

/** A few node types, so that problems can be tested without the real ones. */
export const testNodeTypes: NodeTypes = { get: (type) => all.find((one) => one.type === type) };
