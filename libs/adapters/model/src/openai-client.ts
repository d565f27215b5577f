import OpenAI from 'openai';
import type { KnownFormats } from './known-formats.ts';
import type { ClientPart, ClientRequest, ModelClient, ModelConnection } from './model-connection.ts';
import { openAiDialect } from './openai-dialect.ts';
import { withOwnHeaders } from './own-headers.ts';
import { readEvents } from './read-events.ts';
import { withReadableErrors } from './with-readable-errors.ts';

/**
 * OpenAI's own SDK, with any base address that speaks its protocol. Its retries are off: the port above retries. The stream is read without it: its four iterators around each
 * word cost more than all else of a call.
 */
export function openAiClient({
  connection,
  fetch,
  formats,
}: {
  connection: ModelConnection;
  fetch: typeof globalThis.fetch;
  formats: KnownFormats;
}): ModelClient {
  const { config, secrets } = connection;
  const baseUrl = config.baseUrl ?? 'https://api.openai.com/v1';
  const client = new OpenAI({
    // Servers of one's own often ask for none; the SDK wants some text.
    apiKey: secrets.apiKey ?? 'none',
    adminAPIKey: null,
    baseURL: baseUrl,
    organization: config.organization ?? null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    fetch: withOwnHeaders({ fetch: withReadableErrors(fetch), authorized: true }),
    logLevel: 'off',
  });
  const dialect = openAiDialect({ baseUrl, formats });

  async function begin(request: ClientRequest) {
    const call = dialect.call(request);
    for (;;) {
      try {
        return await client.chat.completions.create(call.body(), { signal: request.signal }).asResponse();
      } catch (error) {
        if (!call.learnFrom(error)) throw error;
      }
    }
  }

  return {
    async *stream(request: ClientRequest): AsyncGenerator<ClientPart> {
      const response = await begin(request);
      for await (const events of readEvents(response)) {
        for (const { event, data } of events) {
          const chunk: OpenAI.Chat.Completions.ChatCompletionChunk & { error?: object } = JSON.parse(data);
          if (event === 'error' || chunk?.error)
            throw new OpenAI.APIError(undefined, chunk?.error ?? chunk, undefined, response.headers);
          const [choice] = chunk?.choices ?? [];
          // A model that thinks before it writes sends parts without text.
          yield choice?.delta?.content ? { text: choice.delta.content } : { alive: true };
          if (choice?.finish_reason) yield { done: reasonOf(choice.finish_reason) };
          if (chunk?.usage)
            yield {
              usage: { inputTokens: chunk.usage.prompt_tokens ?? 0, outputTokens: chunk.usage.completion_tokens ?? 0 },
            };
        }
      }
    },
    async models(signal) {
      const page = await client.models.list({ signal });
      return page.data.map((model) => model.id);
    },
  };
}

function reasonOf(reason: string): 'stop' | 'length' | 'filter' {
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'filter' : 'stop';
}
