import OpenAI from 'openai';
import type { ClientPart, ClientRequest, ModelClient, ModelConnection } from './model-connection.ts';

/** OpenAI's own SDK, with any base address that speaks its protocol. Its retries are off: the port above retries. */
export function openAiClient({
  connection,
  fetch,
}: {
  connection: ModelConnection;
  fetch: typeof globalThis.fetch;
}): ModelClient {
  const { config, secrets } = connection;
  const client = new OpenAI({
    // Servers of one's own often ask for none; the SDK wants some text.
    apiKey: secrets.apiKey ?? 'none',
    baseURL: config.baseUrl ?? 'https://api.openai.com/v1',
    organization: config.organization ?? null,
    project: null,
    maxRetries: 0,
    fetch,
    logLevel: 'off',
  });
  return {
    async *stream(request: ClientRequest): AsyncGenerator<ClientPart> {
      const stream = await client.chat.completions.create(
        {
          model: request.model,
          messages: request.messages,
          stream: true,
          stream_options: { include_usage: true },
          ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
          ...(request.maxTokens === undefined ? {} : { max_completion_tokens: request.maxTokens }),
          ...(request.schema
            ? {
                response_format: {
                  type: 'json_schema',
                  json_schema: { name: 'answer', schema: request.schema, strict: false },
                },
              }
            : {}),
        },
        { signal: request.signal },
      );
      for await (const chunk of stream) {
        const [choice] = chunk.choices ?? [];
        if (choice?.delta?.content) yield { text: choice.delta.content };
        if (choice?.finish_reason)
          yield {
            done:
              choice.finish_reason === 'length'
                ? 'length'
                : choice.finish_reason === 'content_filter'
                  ? 'filter'
                  : 'stop',
          };
        if (chunk.usage)
          yield {
            usage: { inputTokens: chunk.usage.prompt_tokens ?? 0, outputTokens: chunk.usage.completion_tokens ?? 0 },
          };
      }
    },
    async models(signal) {
      const page = await client.models.list({ signal });
      return page.data.map((model) => model.id);
    },
  };
}
