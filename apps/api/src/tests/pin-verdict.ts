import type { Pin } from '@patchbay/api-contract';
import type { Verdict } from '@patchbay/node-kit';

/** The verdict that stands in for a node. */
export function pinVerdict({ outlet, value, saved, error }: Pin): Extract<Verdict, { kind: 'next' | 'fail' }> {
  const output = value === undefined ? {} : { output: value };
  if (error) return { kind: 'fail', error: { ...error, retryable: false }, ...output };
  return { kind: 'next', outlet, ...output, ...(saved ? { saved: saved.value } : {}) };
}
