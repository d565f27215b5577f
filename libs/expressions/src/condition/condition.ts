import { z } from 'zod';

/** The operators, in the order of a list to choose from. `arity` 1 has no `right`. `sentence` is how a rule reads. */
export const OPERATORS = [
  { op: 'eq', label: 'is', arity: 2, sentence: 'is' },
  { op: 'neq', label: 'is not', arity: 2, sentence: 'is not' },
  { op: 'gt', label: 'is greater than', arity: 2, sentence: 'is greater than' },
  { op: 'gte', label: 'is at least', arity: 2, sentence: 'is at least' },
  { op: 'lt', label: 'is less than', arity: 2, sentence: 'is less than' },
  { op: 'lte', label: 'is at most', arity: 2, sentence: 'is at most' },
  { op: 'contains', label: 'contains', arity: 2, sentence: 'contains' },
  { op: 'not_contains', label: 'does not contain', arity: 2, sentence: 'does not contain' },
  { op: 'starts_with', label: 'starts with', arity: 2, sentence: 'starts with' },
  { op: 'ends_with', label: 'ends with', arity: 2, sentence: 'ends with' },
  { op: 'matches', label: 'matches the pattern', arity: 2, sentence: 'matches' },
  { op: 'exists', label: 'has a value', arity: 1, sentence: 'has a value' },
  { op: 'empty', label: 'is empty', arity: 1, sentence: 'is empty' },
  { op: 'in', label: 'is one of', arity: 2, sentence: 'is one of' },
  { op: 'version_gt', label: 'is a newer version than', arity: 2, sentence: 'is newer than' },
  { op: 'version_lt', label: 'is an older version than', arity: 2, sentence: 'is older than' },
] as const;

export type Operator = (typeof OPERATORS)[number]['op'];

export interface Rule {
  left: unknown;
  op: Operator;
  right?: unknown;
}

export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Rule;

const MOST_MEMBERS = 500;

/** Levels of nesting that a condition may have. */
export const DEEPEST_CONDITION = 32;

const operatorSchema = z.enum(OPERATORS.map((operator) => operator.op));
const ruleSchema = z.strictObject({ left: z.unknown(), op: operatorSchema, right: z.unknown().optional() });

/** A condition as data: `{ all }`, `{ any }`, `{ not }` or a rule, nested at most 32 deep. */
export const conditionSchema: z.ZodType<Condition> = nested(DEEPEST_CONDITION);

function nested(depth: number): z.ZodType<Condition> {
  const inner: z.ZodType<Condition> =
    depth > 0 ? z.lazy(() => nested(depth - 1)) : z.never('The condition is nested too deep.');
  return z.union([
    z.strictObject({ all: z.array(inner).max(MOST_MEMBERS) }),
    z.strictObject({ any: z.array(inner).max(MOST_MEMBERS) }),
    z.strictObject({ not: inner }),
    ruleSchema,
  ]);
}
