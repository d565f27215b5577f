import { describe, expect, it } from '@jest/globals';
import { NodeError } from '@patchbay/node-kit';
import type { RunOutcome } from './process/run-end.ts';
import { toResult } from './run-result.ts';

const limits = { timeoutMs: 1_000, memoryMb: 32 };
const logs = [{ level: 'info' as const, text: 'seen' }];

function errorOf(outcome: RunOutcome): NodeError {
  try {
    toResult({ end: { outcome, logs }, limits });
  } catch (error) {
    if (error instanceof NodeError) return error;
  }
  throw new Error('No NodeError was thrown');
}

describe('toResult', () => {
  it('gives value and logs', () => {
    expect(toResult({ end: { outcome: { status: 'value', value: '1' }, logs }, limits })).toEqual({ value: '1', logs });
  });

  it('gives what a script threw with its place and its logs', () => {
    const error = errorOf({ status: 'threw', name: 'TypeError', message: 'no', line: 3, column: 7 });
    expect(error.toData()).toEqual({
      code: 'script.error',
      message: 'TypeError: no',
      retryable: false,
      details: { name: 'TypeError', line: 3, column: 7, logs },
    });
    expect(error.fault).toBe('user');
  });

  it.each<[RunOutcome, string, boolean, string]>([
    [{ status: 'not_json', message: 'a function' }, 'script.not_json', false, 'user'],
    [{ status: 'too_large' }, 'script.output_too_large', false, 'user'],
    [{ status: 'timeout', stuck: false }, 'script.timeout', false, 'user'],
    [{ status: 'timeout', stuck: true }, 'script.timeout', false, 'user'],
    [{ status: 'memory' }, 'script.memory', false, 'user'],
    [{ status: 'aborted' }, 'aborted', false, 'user'],
    [{ status: 'busy', reason: 'queue_full' }, 'sandbox_busy', true, 'ours'],
    [{ status: 'unavailable', reason: 'gone' }, 'sandbox_unavailable', true, 'ours'],
  ])('gives %j the code %s', (outcome, code, retryable, fault) => {
    expect(errorOf(outcome)).toMatchObject({ code, retryable, fault });
  });

  it('does not tell authors of our machinery', () => {
    expect(JSON.stringify(errorOf({ status: 'unavailable', reason: 'ended by SIGSEGV' }).toData())).not.toContain(
      'SIG',
    );
  });
});
