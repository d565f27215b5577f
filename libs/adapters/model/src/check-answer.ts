import { type JsonObject, NodeError } from '@patchbay/node-kit';
import { z } from 'zod';

const schemas = new WeakMap<JsonObject, z.ZodType>();

/** The answer's JSON text when it fits the schema; models like to wrap it in a code block. Throws `model.bad_answer`. */
export function checkAnswer({ text, schema }: { text: string; schema: JsonObject }): string {
  const json = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new NodeError({ code: 'model.bad_answer', message: 'The model did not answer with JSON.', retryable: true });
  }
  let checker = schemas.get(schema);
  if (!checker) {
    try {
      checker = z.fromJSONSchema(schema);
    } catch (error) {
      throw new NodeError({
        code: 'config.invalid',
        message: `The JSON Schema cannot be used: ${error instanceof Error ? error.message : ''}`,
        fault: 'user',
      });
    }
    schemas.set(schema, checker);
  }
  const result = checker.safeParse(value);
  if (result.success) return json;
  const [issue] = result.error.issues;
  throw new NodeError({
    code: 'model.bad_answer',
    message: `The model’s answer does not fit the schema: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    retryable: true,
  });
}
