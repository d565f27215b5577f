import { type ConfigOf, type HttpRequest, type JsonValue, NodeError, type NodeHandler } from '@patchbay/node-kit';
import { jsonOf, printed } from '../shared/read-config.ts';
import type { httpDefinition } from './definition.ts';

/** One call. An answer of 400 and above fails with `http.status`, and is saved all the same. */
export const httpHandler: NodeHandler<ConfigOf<typeof httpDefinition>, 'http'> = {
  async run({ config, services, signal, effectKey, emit, newId, text }) {
    const request: HttpRequest = {
      method: config.method,
      url: config.url.trim(),
      timeoutMs: config.timeoutMs,
      idempotencyKey: effectKey,
      signal,
    };
    if (config.headers) request.headers = config.headers;
    if (config.query)
      request.query = Object.fromEntries(Object.entries(config.query).map(([key, value]) => [key, printed(value)]));
    if (config.body && config.method !== 'GET' && config.method !== 'HEAD')
      request.body = { type: config.body.type, value: jsonOf(config.body.value) };
    if (config.connection) request.connection = config.connection;
    if (config.retry) request.retry = config.retry;
    const { status, headers, body } = await services.http.request(request).catch((error: unknown) => {
      // Whoever asked for it must know, whatever the flow does next.
      if (error instanceof NodeError && error.code === 'effect.unknown')
        emit({ type: 'message', id: newId(), role: 'system', text: text('effectUnknown') });
      throw error;
    });
    const output: JsonValue = { status, headers, body };
    if (status < 400) return { kind: 'next', outlet: 'next', output };
    const retryable = status === 429 || status >= 500;
    return {
      kind: 'fail',
      error: { code: 'http.status', message: `The server answered ${status}.`, retryable, details: { status, body } },
      output,
    };
  },
};
