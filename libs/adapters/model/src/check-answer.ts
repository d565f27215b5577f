import { type JsonObject, NodeError } from '@patchbay/node-kit';
import { z } from 'zod';

const mostKept = 100;
const kept = new Map<string, z.ZodType>();

/**
 * A check of answers against a JSON Schema: gives the JSON text of one that fits, without the code block that models like to put around it.
 * Throws `config.invalid` for a schema that cannot be used; the check throws `model.bad_answer`.
 */
export function answerCheck(schema: JsonObject): (text: string) => string {
  const checker = checkerOf(schema);
  return (text) => {
    const json = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      throw badAnswer('The model did not answer with JSON.');
    }
    const result = checker.safeParse(value);
    if (result.success) return json;
    const [issue] = result.error.issues;
    throw badAnswer(
      `The model’s answer does not fit the schema: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  };
}

function checkerOf(schema: JsonObject): z.ZodType {
  const key = JSON.stringify(schema);
  const known = kept.get(key);
  if (known) return known;
  try {
    const checker = z.fromJSONSchema(schema);
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

function badAnswer(message: string): NodeError {
  return new NodeError({ code: 'model.bad_answer', message, retryable: true });
}
