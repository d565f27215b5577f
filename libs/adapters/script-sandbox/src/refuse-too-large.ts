import { NodeError, type ScriptRequest } from '@patchbay/node-kit';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';

/** Throws where a script, or what it would be given, is larger than any sandbox takes: before it is sent anywhere. */
export function refuseTooLarge({ input, code }: ScriptRequest): void {
  if (Buffer.byteLength(input) > SANDBOX_LIMITS.inputBytes) {
    const message = `What the script would be given is larger than ${SANDBOX_LIMITS.inputBytes / 1024} KB`;
    throw new NodeError({ code: 'script.input_too_large', message, fault: 'user' });
  }
  if (Buffer.byteLength(code) > SANDBOX_LIMITS.codeBytes) {
    const message = `The script is longer than ${SANDBOX_LIMITS.codeBytes / 1024} KB`;
    throw new NodeError({ code: 'script.error', message, fault: 'user', details: { name: 'RangeError', logs: [] } });
  }
}
