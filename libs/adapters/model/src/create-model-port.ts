import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelPart, type ModelPort, type ModelRequest, NodeError } from '@patchbay/node-kit';
import type { OutboundHttp } from '@patchbay/outbound-http';
import { answerCheck } from './check-answer.ts';
import type { ModelClients } from './model-clients.ts';
import type { ModelConnection } from './model-connection.ts';
import { type ModelFailure, modelFailure } from './model-failure.ts';
import { MODEL_LIMITS } from './model-limits.ts';
import type { PatternMatch } from './schema-patterns.ts';
import { SecretFilter } from './secret-filter.ts';
import { streamOnce } from './stream-once.ts';

export interface ModelPortOptions {
  http: Pick<OutboundHttp, 'fetchFor'>;
  connections: { resolve(key: string | undefined): Promise<ModelConnection | undefined> };
  clients: ModelClients;
  /** For patterns of a schema, which an author writes. */
  matches: PatternMatch;
}

/** The model port of one workspace: streams, times out, tries again, and counts tokens. */
export function createModelPort({ http, connections, clients, matches }: ModelPortOptions): ModelPort {
  return {
    async *stream(request: ModelRequest): AsyncGenerator<ModelPart> {
      const connection = await connections.resolve(request.connection);
      if (!connection) throw noConnection(request);
      const model = request.model || connection.config.model;
      if (!model) throw notConfigured(`Neither the node nor the connection "${connection.key}" names a model.`);
      // A schema that cannot be used is told before the model is paid for.
      const check = request.schema && answerCheck({ schema: request.schema, matches });
      const client = await clients.get({ connection, http });
      for (let attempt = 1; ; attempt++) {
        let told = false;
        try {
          // A server knows the key that it was sent, and may put it into an answer.
          const filter = new SecretFilter(Object.values(connection.secrets));
          for await (const part of streamOnce({ client, request, model, connection, check })) {
            const text = part.type === 'text' ? filter.push(part.text) : part.type === 'done' ? filter.flush() : '';
            told ||= part.type === 'text';
            if (text !== '') yield { type: 'text', text };
            if (part.type !== 'text') yield part;
          }
          return;
        } catch (error) {
          if (request.signal.aborted) throw aborted();
          const failure = modelFailure({ error, secrets: connection.secrets });
          const pause = pauseBefore({ failure, attempt });
          if (pause === undefined) throw failure.error;
          await sleep(pause, undefined, { signal: request.signal }).catch(() => {
            throw aborted();
          });
          if (told) yield { type: 'restart' };
        }
      }
    },
  };
}

/** Milliseconds until the next attempt; undefined where there is none. */
function pauseBefore({ failure, attempt }: { failure: ModelFailure; attempt: number }): number | undefined {
  const { error, retryAfterMs } = failure;
  // Who waited for a whole time limit does not wait for another.
  if (!error.retryable || error.code === 'model.timeout' || attempt >= MODEL_LIMITS.attempts) return undefined;
  if (retryAfterMs === undefined) return MODEL_LIMITS.backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  return retryAfterMs > MODEL_LIMITS.longestRetryAfterMs ? undefined : retryAfterMs;
}

function aborted(): NodeError {
  return new NodeError({ code: 'aborted', message: 'The answer was given up.', fault: 'user' });
}

function noConnection({ connection }: ModelRequest): NodeError {
  return notConfigured(
    connection === undefined
      ? 'No model is set up, or there are several and the node names none.'
      : `There is no model connection "${connection}".`,
  );
}

function notConfigured(message: string): NodeError {
  return new NodeError({ code: 'model.not_configured', message, fault: 'user' });
}
