import type OpenAI from 'openai';
import { type AnswerFormat, type KnownFormats, worseThan } from './known-formats.ts';
import type { ClientRequest } from './model-connection.ts';
import { withSchemaInWords } from './with-schema-in-words.ts';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;

/** What a server that speaks OpenAI's protocol takes of it. Servers differ in fields that they refuse; one refusal teaches. */
export interface OpenAiDialect {
  call(request: ClientRequest): DialectCall;
}

export interface DialectCall {
  body(): Body;
  /** Whether the failure of that body was over something that can be said in another way, so that the call may be made once more. */
  learnFrom(error: unknown): boolean;
}

export function openAiDialect({ baseUrl, formats }: { baseUrl: string; formats: KnownFormats }): OpenAiDialect {
  // OpenAI's newer models refuse the older name; most other servers know, and some silently pass over, all but the older one.
  let limit: 'max_tokens' | 'max_completion_tokens' = /(^|\.)(openai\.com|azure\.com)$/.test(hostOf(baseUrl))
    ? 'max_completion_tokens'
    : 'max_tokens';
  let usage = true;
  let swapped = false;
  return {
    call(request) {
      const { model, schema } = request;
      let format = schema && fitting({ format: formats.of({ baseUrl, model }), schema });
      // What was sent: meanwhile another call may learn.
      let sent = { limit, usage };
      return {
        body() {
          sent = { limit, usage };
          return {
            model,
            ...answerParts({ request, format }),
            stream: true,
            ...(usage ? { stream_options: { include_usage: true } } : {}),
            ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
            ...(request.maxTokens === undefined ? {} : { [limit]: request.maxTokens }),
          };
        },
        learnFrom(error) {
          const refusal = refusalOf(error);
          if (sent.usage && /stream_options|include_usage/.test(refusal)) {
            usage = false;
            return true;
          }
          if (schema && format && format !== 'text' && namesFormat(refusal)) {
            // A schema that a server cannot use says nothing of other schemas.
            if (!/\binvalid (json )?schema\b/i.test(refusal)) formats.refused({ baseUrl, model, format });
            format = fitting({ format: worseThan(format) ?? 'text', schema });
            return true;
          }
          if (!new RegExp(`\\b${sent.limit}\\b`).test(refusal)) return false;
          if (sent.limit !== limit) return true;
          if (swapped) return false;
          limit = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
          swapped = true;
          return true;
        },
      };
    },
  };
}

/** The part of a body that says what is asked and in which form it is to be answered. */
function answerParts({
  request: { messages, schema },
  format,
}: {
  request: ClientRequest;
  format: AnswerFormat | undefined;
}): Pick<Body, 'messages' | 'response_format'> {
  if (!schema || format === undefined) return { messages };
  if (format === 'json_schema') {
    const json_schema = { name: 'answer', schema, strict: false };
    return { messages, response_format: { type: format, json_schema } };
  }
  const told = withSchemaInWords({ messages, schema });
  return format === 'json_object' ? { messages: told, response_format: { type: format } } : { messages: told };
}

// "Any JSON object" keeps a model from a list or a text.
function fitting({ format, schema }: { format: AnswerFormat; schema: Record<string, unknown> }): AnswerFormat {
  return format === 'json_object' && schema.type !== 'object' && schema.type !== undefined ? 'text' : format;
}

function namesFormat(refusal: string): boolean {
  return /response[ _.]?format|json[ _]?schema|json_object|structured[ _]outputs?|guided_json/i.test(refusal);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** The server's words where it refused the call as it was written. */
function refusalOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('status' in error) || !('message' in error)) return '';
  if (error.status !== 400 && error.status !== 422) return '';
  return `${String(error.message)} ${'param' in error && typeof error.param === 'string' ? error.param : ''}`;
}
