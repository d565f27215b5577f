import { z } from 'zod';
import { MAX_FILES } from '../chat-request.ts';
import { stepSchema } from '../preview-event.ts';

const idSchema = z.string().min(1).max(128);
const textSchema = z.string().max(16_000);

/** What stands in for a node in a test: the port it leaves by and its output, or an error. */
export const pinSchema = z.strictObject({
  outlet: idSchema.max(200),
  /** What becomes `nodes.<id>`. */
  value: z.json().optional(),
  /** What its variable takes, where that is not the output itself. */
  saved: z.strictObject({ value: z.json() }).optional(),
  error: z.strictObject({ code: z.string().min(1).max(100), message: z.string().max(2_000) }).optional(),
});
export type Pin = z.infer<typeof pinSchema>;
export const pinListSchema = z.object({
  pins: z.array(z.object({ nodeId: z.string(), pin: pinSchema, updatedAt: z.string(), by: z.string().nullable() })),
});
export type PinEntry = z.infer<typeof pinListSchema>['pins'][number];

const expectations = {
  /** Texts that the answer holds, each in one message or component. */
  expect: z.array(textSchema).max(100),
  /** Nodes that the turn goes through, in order; those of called flows as `flow: node`. Not looked at when left out. */
  path: z.array(z.string().max(200)).max(2_000).optional(),
};

/** A file that goes along with a message, as flows see it: what it is and how its text begins, without its bytes. */
const testFileSchema = z.strictObject({
  name: z.string().min(1).max(300),
  type: z.string().min(1).max(200),
  size: z.number().int().nonnegative(),
  text: z.string().max(100_000).optional(),
});
export type TestFile = z.infer<typeof testFileSchema>;

/** One thing that a user does, or `timer`: time passes. The first of a conversation is `open`: the bot begins. */
export const testTurnSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('open'), ...expectations }),
  z.strictObject({
    act: z.literal('say'),
    text: textSchema,
    files: z.array(testFileSchema).max(MAX_FILES).optional(),
    ...expectations,
  }),
  /** By the option's label, or by ids: then the label is what the user read. */
  z.strictObject({
    act: z.literal('choose'),
    label: textSchema.optional(),
    options: z.array(idSchema).min(1).max(100).optional(),
    ...expectations,
  }),
  z.strictObject({ act: z.literal('fill'), values: z.record(z.string(), z.json()), ...expectations }),
  z.strictObject({
    act: z.literal('pick'),
    row: z.number().int().nonnegative().optional(),
    rows: z.array(z.number().int().nonnegative()).max(1_000).optional(),
    ...expectations,
  }),
  z.strictObject({
    act: z.literal('rate'),
    score: z.union([z.number().int(), z.enum(['up', 'down'])]),
    comment: textSchema.optional(),
    ...expectations,
  }),
  z.strictObject({ act: z.literal('cancel'), ...expectations }),
  z.strictObject({ act: z.literal('timer'), ...expectations }),
]);
export type TestTurn = z.infer<typeof testTurnSchema>;

/** Whether the user took it: where turns are counted, the greeting and what comes of itself are none. */
export function isTurnOfUser({ act }: Pick<TestTurn, 'act'>): boolean {
  return act !== 'open' && act !== 'timer';
}

/** Outputs of each visit of a node, by `node`, or `flow: node` for one of a called flow; the last one holds for all later visits. */
const pinsSchema = z.record(z.string().max(200), z.array(pinSchema).min(1).max(1_000));
export type TestPins = z.infer<typeof pinsSchema>;

export const MOST_TURNS = 200;
const caseFields = {
  name: z.string().trim().min(1).max(200),
  turns: z.array(testTurnSchema).min(1).max(MOST_TURNS),
  pins: pinsSchema,
  /** Whether nodes that nothing is pinned to may call other systems; else they fail with `test.not_pinned`. */
  live: z.boolean(),
  /** In which the user is. Left out: the language of the flow, and UTC. */
  locale: z.string().min(1).max(35).optional(),
  timezone: z.string().min(1).max(64).optional(),
};
export const testCaseSchema = z.strictObject(caseFields);
export type TestCase = z.infer<typeof testCaseSchema>;

/** A test case as it is, or made from a test or a past conversation. */
export const newTestSchema = z.union([
  testCaseSchema,
  z.strictObject({
    name: caseFields.name,
    from: z.union([z.strictObject({ preview: idSchema }), z.strictObject({ conversation: idSchema })]),
  }),
]);
export type NewTest = z.infer<typeof newTestSchema>;

export const storedTestSchema = testCaseSchema.extend({
  id: z.string(),
  updatedAt: z.string(),
  /** How it ended last, against which revision of the draft. */
  last: z.object({ passed: z.boolean(), revision: z.number().int(), at: z.string() }).nullable(),
});
export type StoredTest = z.infer<typeof storedTestSchema>;
/** `cut`: nodes, named as in `pins`, whose outputs were too long to be kept whole, so that what stands in for them is shorter than what they gave. */
export const madeTestSchema = storedTestSchema.extend({ cut: z.array(z.string()).optional() });
export type MadeTest = z.infer<typeof madeTestSchema>;
/** `changedAt`: the last revision at which the draft was changed otherwise than on its canvas; what was run on it since, or after, ran the same. */
export const testListSchema = z.object({ tests: z.array(storedTestSchema), changedAt: z.number().int() });

export const differenceSchema = z.discriminatedUnion('kind', [
  /** A text that no answer of the turn held. */
  z.object({ kind: z.literal('answer'), expected: z.string() }),
  z.object({ kind: z.literal('path'), expected: z.array(z.string()), actual: z.array(z.string()) }),
  /** What the user does could not be done. */
  z.object({
    kind: z.literal('refused'),
    message: z.string(),
    /** What of the values is not taken. `field`: the label of the form's field, or its key where the form has it no more; left out where it is no form. */
    issues: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })).optional(),
  }),
  /** A node that would have called another system and has nothing pinned to it. */
  z.object({ kind: z.literal('not-pinned'), nodeId: z.string() }),
]);
export type Difference = z.infer<typeof differenceSchema>;

export const turnResultSchema = z.object({
  turn: testTurnSchema,
  /** Each message and component, as text. */
  says: z.array(z.string()),
  path: z.array(z.string()),
  steps: z.array(stepSchema),
  differences: z.array(differenceSchema),
});
export type TurnResult = z.infer<typeof turnResultSchema>;
export const testResultSchema = z.object({
  id: z.string(),
  name: z.string(),
  passed: z.boolean(),
  milliseconds: z.number(),
  turns: z.array(turnResultSchema),
});
export type TestResult = z.infer<typeof testResultSchema>;
export const runTestsSchema = z.strictObject({ ids: z.array(idSchema).max(1_000).optional() });
export const testRunSchema = z.object({
  revision: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  results: z.array(testResultSchema),
});
export type TestRun = z.infer<typeof testRunSchema>;

/** `live`: nodes that did nothing in the past conversation, or whose steps are no longer kept, may call other systems. */
export const replaySchema = z.strictObject({ live: z.boolean().optional() });
/** What a replay would do: nothing is run. `turns`: those that the user took. `leaves`: nodes of the draft that may call other systems and have nothing pinned to them. */
export const replayPlanSchema = z.object({
  turns: z.number().int(),
  pinned: z.array(z.string()),
  /** Nodes of the draft that somebody pinned something to, which stands in for them whatever they did then. */
  pinnedInDraft: z.array(z.string()),
  /** Those of `pinned` whose outputs were too long to be kept whole. */
  cut: z.array(z.string()).optional(),
  leaves: z.array(z.object({ nodeId: z.string(), nodeType: z.string(), effect: z.enum(['none', 'read', 'write']) })),
  /** Whether the steps of the past conversation are still kept. */
  traced: z.boolean(),
});
export type ReplayPlan = z.infer<typeof replayPlanSchema>;
export const replayResultSchema = z.object({
  turns: z.array(z.object({ past: turnResultSchema, draft: turnResultSchema })),
  /** As in the plan, of those that it came by. */
  pinnedInDraft: z.array(z.string()),
});
export type ReplayResult = z.infer<typeof replayResultSchema>;

/** The steps of a past conversation. `document`: what it ran, as published. */
export const conversationTraceSchema = z.object({
  flow: z.string(),
  version: z.number().int().nullable(),
  /** Undefined where the version is no more. */
  document: z.unknown(),
  runs: z.array(z.object({ turnId: z.string().nullable(), at: z.string(), steps: z.array(stepSchema) })),
});
