import { expect, it } from '@jest/globals';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { RUNNER_LINE_CHARS, toRunner } from './runner-protocol.ts';

it('the largest run that is not refused fits into one line, however its characters are escaped', () => {
  const longest = (text: string, bytes: number) => text.repeat(Math.floor(bytes / Buffer.byteLength(text)));
  // An input is JSON: no control character stands in it as such. Code may hold any.
  for (const input of ['"', '\\', '\ud800'])
    for (const code of ['\u0001', '"', '\ud800']) {
      const run = toRunner.parse({
        kind: 'run',
        id: 1,
        workspace: '\u0001'.repeat(200),
        flowVersion: '\u0001'.repeat(300),
        code: longest(code, SANDBOX_LIMITS.codeBytes),
        input: longest(input, SANDBOX_LIMITS.inputBytes),
        timeoutMs: SANDBOX_LIMITS.maxTimeoutMs,
        memoryMb: SANDBOX_LIMITS.maxMemoryMb,
      });
      expect(JSON.stringify(run).length).toBeLessThan(RUNNER_LINE_CHARS);
    }
});
