import { Ollama } from 'ollama';
import { withOwnHeaders } from './own-headers.ts';
import type { ClientPart, ClientRequest, ModelClient, ModelConnection } from './model-connection.ts';

/** Ollama's own SDK. */
export function ollamaClient({
  connection,
  fetch,
}: {
  connection: ModelConnection;
  fetch: typeof globalThis.fetch;
}): ModelClient {
  const host = connection.config.baseUrl ?? 'http://127.0.0.1:11434';
  const headers: Record<string, string> = connection.secrets.apiKey
    ? { authorization: `Bearer ${connection.secrets.apiKey}` }
    : {};
  const guarded = withOwnHeaders({ fetch, authorized: connection.secrets.apiKey !== undefined });
  return {
    async *stream(request: ClientRequest): AsyncGenerator<ClientPart> {
      // The SDK aborts all calls of a client at once: each call has a client of its own.
      let answered: Headers | undefined;
      const client = new Ollama({
        host,
        headers,
        fetch: async (input, init) => {
          const response = await guarded(input, { ...init, signal: request.signal });
          answered = response.headers;
          return response;
        },
      });
      const stream = await client
        .chat({
          model: request.model,
          messages: request.messages,
          stream: true,
          ...(request.schema ? { format: request.schema } : {}),
          options: {
            ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
            ...(request.maxTokens === undefined ? {} : { num_predict: request.maxTokens }),
          },
        })
        .catch((error: unknown) => {
          // The SDK's errors leave out when to come back.
          if (typeof error === 'object' && error !== null) Object.assign(error, { headers: answered });
          throw error;
        });
      for await (const part of stream) {
        yield part.message?.content ? { text: part.message.content } : { alive: true };
        if (!part.done) continue;
        yield { usage: { inputTokens: part.prompt_eval_count ?? 0, outputTokens: part.eval_count ?? 0 } };
        yield { done: part.done_reason === 'length' ? 'length' : 'stop' };
      }
    },
    async models(signal) {
      const client = new Ollama({ host, headers, fetch: (input, init) => guarded(input, { ...init, signal }) });
      return (await client.list()).models.map((model) => model.name);
    },
  };
}
