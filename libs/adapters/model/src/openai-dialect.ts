import type OpenAI from 'openai';
import type { ClientRequest } from './model-connection.ts';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;

/** What a server that speaks OpenAI's protocol takes of it. Servers differ in fields that they refuse; one refusal teaches. */
export interface OpenAiDialect {
  body(request: ClientRequest): Body;
  /** Whether the failure told something new, so that the same call may be made once more. */
  learnFrom(error: unknown): boolean;
}

export function openAiDialect({ baseUrl }: { baseUrl: string }): OpenAiDialect {
  // OpenAI's newer models refuse the older name; most other servers know, and some silently pass over, all but the older one.
  let limit: 'max_tokens' | 'max_completion_tokens' = /(^|\.)(openai\.com|azure\.com)$/.test(hostOf(baseUrl))
    ? 'max_completion_tokens'
    : 'max_tokens';
  let usage = true;
  let swapped = false;
  return {
    body: (request) => ({
      model: request.model,
      messages: request.messages,
      stream: true,
      ...(usage ? { stream_options: { include_usage: true } } : {}),
      ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
      ...(request.maxTokens === undefined ? {} : { [limit]: request.maxTokens }),
      ...(request.schema
        ? {
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'answer', schema: request.schema, strict: false },
            },
          }
        : {}),
    }),
    learnFrom(error) {
      const message = refusalOf(error);
      if (usage && /stream_options|include_usage/.test(message)) {
        usage = false;
        return true;
      }
      if (swapped || !new RegExp(`\\b${limit}\\b`).test(message)) return false;
      limit = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      swapped = true;
      return true;
    },
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** The server's words where it refused the call as it was written. */
function refusalOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('status' in error) || !('message' in error)) return '';
  return error.status === 400 || error.status === 422 ? String(error.message) : '';
}
