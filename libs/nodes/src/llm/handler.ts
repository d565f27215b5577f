import {
  type ConfigOf,
  type HandlerContext,
  type JsonObject,
  type JsonValue,
  type ModelMessage,
  type ModelRequest,
  NodeError,
  type NodeHandler,
  type Verdict,
} from '@patchbay/node-kit';
import { isRecord } from '../shared/read-config.ts';
import type { llmDefinition } from './definition.ts';

type Config = ConfigOf<typeof llmDefinition>;
type Context = HandlerContext<Config, 'model' | 'history'>;

/** Asks a model: streams the answer to the user, or only saves it. What was written so far is kept when it is stopped or breaks off. */
export const llmHandler: NodeHandler<Config, 'model' | 'history'> = {
  async run(context) {
    const { config, signal, writingSignal } = context;
    const request: ModelRequest = {
      messages: await messagesOf(context),
      signal: config.output === 'reply' ? writingSignal : signal,
    };
    if (config.connection) request.connection = config.connection;
    if (config.model) request.model = config.model;
    if (config.temperature !== undefined) request.temperature = config.temperature;
    if (config.maxTokens !== undefined) request.maxTokens = config.maxTokens;
    if (typeof config.output === 'object') request.schema = schemaOf(config.output.schema);
    return config.output === 'reply' ? reply(context, request) : silent(context, request);
  },
};

async function reply(context: Context, request: ModelRequest): Promise<Verdict> {
  const { emit, services, writingSignal: signal } = context;
  const messageId = context.newId();
  let attempt = 1;
  let text = '';
  const whole = (stopped: boolean) =>
    emit({ type: 'message', id: messageId, role: 'bot', text, ...(stopped ? { stopped: true } : {}) });
  try {
    for await (const part of services.model.stream(request)) {
      if (part.type === 'text' && part.text !== '') {
        emit({ type: 'message.delta', messageId, attempt, offset: text.length, text: part.text });
        text += part.text;
      } else if (part.type === 'restart') {
        if (text !== '') {
          attempt += 1;
          text = '';
          emit({ type: 'message.delta', messageId, attempt, offset: 0, text: '' });
        }
      } else if (part.type === 'done') context.usage(part.usage);
    }
  } catch (error) {
    if (!isStopped(signal)) {
      if (text !== '') whole(true);
      throw error;
    }
  }
  if (isStopped(signal)) {
    if (text !== '') whole(true);
    return { kind: 'next', outlet: 'next', output: text };
  }
  if (text === '')
    throw new NodeError({ code: 'model.bad_answer', message: 'The model gave no answer.', retryable: true });
  whole(false);
  return { kind: 'next', outlet: 'next', output: text };
}

async function silent(context: Context, request: ModelRequest): Promise<Verdict> {
  let text = '';
  for await (const part of context.services.model.stream(request)) {
    if (part.type === 'text') text += part.text;
    else if (part.type === 'restart') text = '';
    else context.usage(part.usage);
  }
  return { kind: 'next', outlet: 'next', output: request.schema ? parse(text) : text };
}

async function messagesOf({ config, services, scope }: Context): Promise<ModelMessage[]> {
  const messages: ModelMessage[] = [];
  if (config.system) messages.push({ role: 'system', content: config.system });
  if (config.history > 0) {
    const past = await services.history.last(config.history + 1);
    const last = past.at(-1);
    // The prompt mostly holds the message just typed: it must not be said twice.
    const typed = isRecord(scope.message) ? scope.message.text : undefined;
    const said = last?.role === 'user' && last.text === typed && config.prompt.includes(last.text);
    for (const one of (said ? past.slice(0, -1) : past).slice(-config.history)) {
      if (one.text !== '' && one.role !== 'system')
        messages.push({ role: one.role === 'user' ? 'user' : 'assistant', content: one.text });
    }
  }
  messages.push({ role: 'user', content: [config.prompt, ...fileTexts(config.files)].join('\n\n') });
  return messages;
}

function fileTexts(files: unknown): string[] {
  const list: unknown[] = Array.isArray(files) ? files : [];
  return list.flatMap((file) =>
    isRecord(file) && typeof file.text === 'string' && file.text !== ''
      ? [`${String(file.name ?? 'File')}:\n${file.text}`]
      : [],
  );
}

function schemaOf(schema: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(schema));
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text, (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    throw new NodeError({
      code: 'model.bad_answer',
      message: 'The model did not answer with JSON.',
      retryable: true,
      details: { answer: text },
    });
  }
}

function isStopped(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === 'stopped';
}
