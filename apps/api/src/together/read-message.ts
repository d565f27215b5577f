import { type DraftRequest, draftRequestSchema } from '@patchbay/api-contract';
import { findDuplicateKey } from '@patchbay/flow-spec';
import { faultyPart } from '../platform/http/faulty-part.ts';

/** A message as it came over a WebSocket, held to what a body of a call is held to. Undefined where it is none; a `fault` where it is one that cannot be kept. */
export function readMessage(text: string): { request: DraftRequest; fault: string | undefined } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, refuseTricks);
  } catch {
    return undefined;
  }
  const request = draftRequestSchema.safeParse(value).data;
  if (!request) return undefined;
  const twice = findDuplicateKey(text);
  const fault = twice === undefined ? faultyPart(value)?.message : `A key is there twice in one object: ${twice}`;
  return { request, fault };
}

function refuseTricks(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Error('A key that is none.');
  if (key === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype'))
    throw new Error('A key that is none.');
  return value;
}
