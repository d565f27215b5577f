import { setTimeout as sleep } from 'node:timers/promises';
import { type ModelPart, type ModelPort, type ModelRequest, type ModelUsage, NodeError } from '@patchbay/node-kit';
import type { OutboundHttp } from '@patchbay/outbound-http';
import { checkAnswer } from './check-answer.ts';
import type { ClientRequest, ModelClient, ModelConnection } from './model-connection.ts';
import { modelFailure, timeout } from './model-failure.ts';
import { MODEL_LIMITS } from './model-limits.ts';

export interface ModelPortOptions {
  http: Pick<OutboundHttp, 'fetchFor'>;
  connections: { resolve(key: string | undefined): Promise<ModelConnection | undefined> };
  clients: ModelClients;
}

/** Clients by what their connection says; shared by all ports of a process. */
export interface ModelClients {
  get(options: { connection: ModelConnection; http: Pick<OutboundHttp, 'fetchFor'> }): Promise<ModelClient>;
}

export function createModelClients(): ModelClients {
  const clients = new Map<string, Promise<ModelClient>>();
  return {
    get({ connection, http }) {
      const key = JSON.stringify([connection.kind, connection.config, connection.secrets, connection.allowOrigins]);
      let client = clients.get(key);
      if (!client) {
        client = makeClient({ connection, http });
        if (clients.size >= MODEL_LIMITS.cachedClients) clients.clear();
        clients.set(key, client);
      }
      return client;
    },
  };
}

// SDKs are loaded when a model is first asked: a start without one does not pay for them.
async function makeClient({
  connection,
  http,
}: {
  connection: ModelConnection;
  http: Pick<OutboundHttp, 'fetchFor'>;
}): Promise<ModelClient> {
  const fetch = http.fetchFor({ allowOrigins: connection.allowOrigins ?? [] });
  if (connection.kind === 'openai') return (await import('./openai-client.ts')).openAiClient({ connection, fetch });
  return (await import('./ollama-client.ts')).ollamaClient({ connection, fetch });
}

/** The model port of one workspace: streams, times out, tries again, and counts tokens. */
export function createModelPort({ http, connections, clients }: ModelPortOptions): ModelPort {
  return {
    async *stream(request: ModelRequest): AsyncGenerator<ModelPart> {
      const connection = await connections.resolve(request.connection);
      if (!connection) {
        const message =
          request.connection === undefined
            ? 'No model is set up, or there are several and the node names none.'
            : `There is no model connection "${request.connection}".`;
        throw new NodeError({ code: 'model.not_configured', message, fault: 'user' });
      }
      const model = request.model || connection.config.model;
      if (!model)
        throw new NodeError({
          code: 'model.not_configured',
          message: `Neither the node nor the connection "${connection.key}" names a model.`,
          fault: 'user',
        });
      const client = await clients.get({ connection, http });
      for (let attempt = 1; ; attempt++) {
        let told = false;
        try {
          for await (const part of once({ client, request, model, connection })) {
            told ||= part.type === 'text';
            yield part;
          }
          return;
        } catch (error) {
          if (request.signal.aborted)
            throw new NodeError({ code: 'aborted', message: 'The answer was given up.', fault: 'user' });
          const failure = modelFailure(error);
          if (!failure.error.retryable || failure.error.code === 'model.timeout' || attempt >= MODEL_LIMITS.attempts)
            throw failure.error;
          if ((failure.retryAfterMs ?? 0) > MODEL_LIMITS.longestRetryAfterMs) throw failure.error;
          const pause =
            failure.retryAfterMs ?? MODEL_LIMITS.backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
          await sleep(pause, undefined, { signal: request.signal }).catch(() => {
            throw new NodeError({ code: 'aborted', message: 'The answer was given up.', fault: 'user' });
          });
          if (told) yield { type: 'restart' };
        }
      }
    },
  };
}

async function* once({
  client,
  request,
  model,
  connection,
}: {
  client: ModelClient;
  request: ModelRequest;
  model: string;
  connection: ModelConnection;
}): AsyncGenerator<ModelPart> {
  const clock = new AbortController();
  const first = connection.config.timeoutMs ?? MODEL_LIMITS.firstTokenMs;
  let timer = setTimeout(() => clock.abort(timeout()), first);
  const total = setTimeout(() => clock.abort(timeout()), MODEL_LIMITS.totalMs);
  const call: ClientRequest = {
    model,
    messages: request.messages,
    signal: AbortSignal.any([request.signal, clock.signal]),
  };
  if (request.temperature !== undefined) call.temperature = request.temperature;
  if (request.maxTokens !== undefined) call.maxTokens = request.maxTokens;
  if (request.schema) call.schema = request.schema;
  const usage: ModelUsage = { connection: connection.key, model, inputTokens: 0, outputTokens: 0 };
  let reason: 'stop' | 'length' | 'filter' | undefined;
  let text = '';
  try {
    for await (const part of client.stream(call)) {
      clearTimeout(timer);
      timer = setTimeout(() => clock.abort(timeout()), MODEL_LIMITS.idleMs);
      if ('text' in part) {
        text += part.text;
        if (text.length > MODEL_LIMITS.answerCharacters)
          throw new NodeError({ code: 'model.bad_answer', message: 'The model’s answer is too long.' });
        // What must fit a schema is checked as a whole before anybody sees it.
        if (!request.schema) yield { type: 'text', text: part.text };
      } else if ('done' in part) reason = part.done;
      else Object.assign(usage, part.usage);
    }
    if (reason === undefined)
      throw new NodeError({ code: 'model.unavailable', message: 'The model’s answer broke off.', retryable: true });
    if (request.schema) yield { type: 'text', text: checkAnswer({ text, schema: request.schema }) };
    yield { type: 'done', reason, usage };
  } catch (error) {
    throw clock.signal.aborted ? clock.signal.reason : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(total);
  }
}
