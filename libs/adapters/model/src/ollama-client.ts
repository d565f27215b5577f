import { Ollama } from 'ollama';
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
  return {
    async *stream(request: ClientRequest): AsyncGenerator<ClientPart> {
      // The SDK aborts all calls of a client at once: each call has a client of its own.
      const client = new Ollama({
        host,
        headers,
        fetch: (input, init) => fetch(input, { ...init, signal: request.signal }),
      });
      const stream = await client.chat({
        model: request.model,
        messages: request.messages,
        stream: true,
        ...(request.schema ? { format: request.schema } : {}),
        options: {
          ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
          ...(request.maxTokens === undefined ? {} : { num_predict: request.maxTokens }),
        },
      });
      for await (const part of stream) {
        if (part.message?.content) yield { text: part.message.content };
        if (!part.done) continue;
        yield { usage: { inputTokens: part.prompt_eval_count ?? 0, outputTokens: part.eval_count ?? 0 } };
        yield { done: part.done_reason === 'length' ? 'length' : 'stop' };
      }
    },
    async models(signal) {
      const client = new Ollama({ host, headers, fetch: (input, init) => fetch(input, { ...init, signal }) });
      return (await client.list()).models.map((model) => model.name);
    },
  };
}
