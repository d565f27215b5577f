import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { parserThread } from './parser-thread.ts';
import { ScriptSyntaxError } from './script-syntax-error.ts';

/**
 * The JavaScript of a script node's code: TypeScript's types become blanks, so lines and columns stay. Plain JavaScript comes back as it is. Nothing is run.
 * Rejects with `ScriptSyntaxError` when the code does not parse as the body of an async function, closes that function, uses TypeScript that is more than
 * types (enum, namespace), is longer than `codeBytes`, or is so nested that no parser should be asked.
 */
export async function stripTypes(code: string): Promise<{ code: string }> {
  if (Buffer.byteLength(code) > SANDBOX_LIMITS.codeBytes) {
    throw new ScriptSyntaxError({
      message: `The script is longer than ${SANDBOX_LIMITS.codeBytes / 1024} KB`,
      line: 1,
      column: 1,
    });
  }
  return { code: await parserThread.ask({ kind: 'body', code }) };
}
