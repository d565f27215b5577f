import { NodeError } from '@patchbay/node-kit';

/** Nothing is kept under that name, or not in that field or version. */
export function missingSecret(message: string): NodeError {
  return new NodeError({ code: 'connection.secret_missing', message, fault: 'user' });
}

/** The store does not give it to this installation. */
export function refusedSecret(message: string): NodeError {
  return new NodeError({ code: 'connection.secret_refused', message, fault: 'outside' });
}

/** The store cannot be asked now. */
export function unavailableStore(message: string): NodeError {
  return new NodeError({ code: 'connection.store_unavailable', message, fault: 'outside', retryable: true });
}
