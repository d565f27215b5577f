import type { Pin, Step } from '@patchbay/api-contract';
import type { JsonValue } from '@patchbay/node-kit';

/** The pin that makes a node give again what it gave in a step. */
export function pinOfStep({ outlet, output, error }: Step): Pin {
  return {
    outlet: error ? 'error' : (outlet ?? 'next'),
    // Steps come as JSON.
    ...(output === undefined ? {} : { value: output as JsonValue }),
    ...(error ? { error: { code: error.code, message: error.message } } : {}),
  };
}
