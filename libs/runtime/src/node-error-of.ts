import { PatternError, TemplateError } from '@patchbay/expressions';
import { NodeError } from '@patchbay/node-kit';

/** An error that an author can branch on: one of a node, a template or a pattern. Undefined for any other, whose words are the operator's alone. */
export function nodeErrorOf(error: unknown): NodeError | undefined {
  if (error instanceof NodeError) return error;
  if (error instanceof TemplateError || error instanceof PatternError)
    return new NodeError({ code: error.code, message: error.message, fault: 'user', cause: error });
  return undefined;
}
