import { describeIssue, valueAt } from '@patchbay/flow-spec';
import { type JsonObject, type JsonValue, NodeError } from '@patchbay/node-kit';
import { z } from 'zod';
import { type PatternMatch, withoutPatterns } from './schema-patterns.ts';

const mostKept = 100;
const kept = new Map<string, Checker>();

interface Checker {
  shape: z.ZodType;
  misfit(value: JsonValue): string | undefined;
}

/**
 * A check of answers against a JSON Schema: gives the JSON text of one that fits, without the code block that models like to put around it.
 * Throws `config.invalid` for a schema that cannot be used; the check throws `model.bad_answer`.
 */
export function answerCheck({
  schema,
  matches,
}: {
  schema: JsonObject;
  matches: PatternMatch;
}): (text: string) => string {
  const checker = checkerOf({ schema, matches });
  return (text) => {
    const json = withoutFence(text);
    let value: JsonValue;
    try {
      value = JSON.parse(json);
    } catch {
      throw badAnswer('The model did not answer with JSON.', text);
    }
    const result = checker.shape.safeParse(value);
    const [issue] = result.error?.issues ?? [];
    if (issue) throw badAnswer(`The model’s answer does not fit the schema: ${misfitInWords({ issue, value })}`, value);
    const misfit = misfitOf({ checker, value });
    if (misfit !== undefined)
      throw badAnswer(`The model’s answer does not fit the schema: ${misfit} does not fit its pattern`, value);
    return json;
  };
}

function misfitOf({ checker, value }: { checker: Checker; value: JsonValue }): string | undefined {
  try {
    return checker.misfit(value);
  } catch (error) {
    // A text too long for its pattern.
    throw badAnswer(error instanceof Error ? error.message : String(error), value);
  }
}

// By hand, since an answer may be long and of blanks alone.
function withoutFence(text: string): string {
  const inner = text.trim();
  if (!inner.startsWith('```') || !inner.endsWith('```') || inner.length < 6) return text;
  const body = inner.slice(3, -3);
  return (body.startsWith('json') ? body.slice(4) : body).trim();
}

function checkerOf({ schema, matches }: { schema: JsonObject; matches: PatternMatch }): Checker {
  const key = JSON.stringify(schema);
  const known = kept.get(key);
  if (known) return known;
  try {
    const { schema: plain, misfit } = withoutPatterns({ schema, matches });
    const checker = { shape: z.fromJSONSchema(plain), misfit };
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, checker);
    return checker;
  } catch (error) {
    throw new NodeError({
      code: 'config.invalid',
      message: `The JSON Schema cannot be used: ${error instanceof Error ? error.message : ''}`,
      fault: 'user',
    });
  }
}

function misfitInWords({ issue, value }: { issue: z.core.$ZodIssue; value: JsonValue }): string {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  // Nobody can fill in what a model left out.
  return describeIssue({ issue, path, value: valueAt(value, path) }).replace(/: fill it in\.$/, '.');
}

/** `answer` is what the model said: the trace shows it, as it shows a result. */
function badAnswer(message: string, answer: JsonValue): NodeError {
  return new NodeError({ code: 'model.bad_answer', message, retryable: true, details: { answer } });
}
