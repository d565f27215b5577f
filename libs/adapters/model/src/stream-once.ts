import { type ModelPart, type ModelRequest, type ModelUsage, NodeError } from '@patchbay/node-kit';
import type { ClientRequest, ModelClient, ModelConnection } from './model-connection.ts';
import { timeout } from './model-failure.ts';
import { MODEL_LIMITS } from './model-limits.ts';

/** One attempt at an answer, under its time limits. Throws what the client throws, or `NodeError` `model.*`. */
export async function* streamOnce({
  client,
  request,
  model,
  connection,
  check,
}: {
  client: ModelClient;
  request: ModelRequest;
  model: string;
  connection: ModelConnection;
  /** For an answer that must fit a schema: its text where it does, else it throws. */
  check: ((text: string) => string) | undefined;
}): AsyncGenerator<ModelPart> {
  const clock = new AbortController();
  const expire = () => clock.abort(timeout());
  let timer = setTimeout(expire, connection.config.timeoutMs ?? MODEL_LIMITS.firstTokenMs);
  const total = setTimeout(expire, MODEL_LIMITS.totalMs);
  const usage: ModelUsage = { connection: connection.key, model, inputTokens: 0, outputTokens: 0 };
  let reason: 'stop' | 'length' | 'filter' | undefined;
  let text = '';
  let whole = false;
  try {
    for await (const part of client.stream(
      callOf({ request, model, signal: AbortSignal.any([request.signal, clock.signal]) }),
    )) {
      if ('text' in part && text === '') {
        clearTimeout(timer);
        timer = setTimeout(expire, MODEL_LIMITS.idleMs);
      } else timer.refresh();
      if ('text' in part) {
        text += part.text;
        if (text.length > MODEL_LIMITS.answerCharacters)
          throw new NodeError({ code: 'model.bad_answer', message: 'The model’s answer is too long.' });
        // What must fit a schema is checked as a whole before anybody sees it.
        if (!check) yield { type: 'text', text: part.text };
      } else if ('done' in part) reason = part.done;
      else if ('usage' in part) Object.assign(usage, part.usage);
    }
    whole = true;
    if (reason === undefined)
      throw new NodeError({ code: 'model.unavailable', message: 'The model’s answer broke off.', retryable: true });
    if (check) yield { type: 'text', text: check(finished({ text, reason })) };
    yield { type: 'done', reason, usage };
  } catch (error) {
    throw clock.signal.aborted ? clock.signal.reason : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(total);
    // Whoever stops listening hangs up: else the model would go on writing for nobody.
    if (!whole) clock.abort();
  }
}

function callOf({
  request,
  model,
  signal,
}: {
  request: ModelRequest;
  model: string;
  signal: AbortSignal;
}): ClientRequest {
  const call: ClientRequest = { model, messages: request.messages, signal };
  if (request.temperature !== undefined) call.temperature = request.temperature;
  if (request.maxTokens !== undefined) call.maxTokens = request.maxTokens;
  if (request.schema) call.schema = request.schema;
  return call;
}

/** Half of a JSON text fits no schema, and asking again would end as early: the author has to change the limit. */
function finished({ text, reason }: { text: string; reason: 'stop' | 'length' | 'filter' }): string {
  if (reason === 'stop') return text;
  const message =
    reason === 'length'
      ? 'The model’s answer reached the most tokens before it was whole.'
      : 'The model’s provider held the answer back.';
  throw new NodeError({ code: 'model.bad_answer', message });
}
