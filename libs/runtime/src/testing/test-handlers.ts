import type { HandlerContext, JsonObject, JsonValue, NodeHandler, ServiceName, Verdict } from '@patchbay/node-kit';
import { NodeError } from '@patchbay/node-kit';
import type { Handlers } from '../run-context.ts';

type Context = HandlerContext<never, ServiceName>;
type Config = Record<string, unknown>;

const next = (output?: JsonValue): Verdict =>
  output === undefined ? { kind: 'next', outlet: 'next' } : { kind: 'next', outlet: 'next', output };
const json = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value ?? null));
const failure = { code: 'work.failed', message: 'It failed.', retryable: true, details: { why: 'test' } };

function handler(
  run: (context: Context, config: Config) => Verdict | Promise<Verdict>,
  check?: NodeHandler<never, ServiceName>['check'],
): NodeHandler<never, ServiceName> {
  return { run: (context) => run(context, context.config), ...(check ? { check } : {}) };
}

function say({ emit, newId }: Context, text: unknown): void {
  emit({ type: 'message', id: newId(), role: 'bot', text: String(text) });
}

/** What the node types of these tests do. */
export const testHandlers: Handlers = {
  start: handler((context, { greeting, waitForMessage }) => {
    if (context.arrival.kind !== 'entered' || !context.arrival.opening) return next();
    if (greeting) say(context, greeting);
    return waitForMessage ? { kind: 'wait', waiting: { kind: 'message' } } : next();
  }),
  say: handler((context, { text }) => {
    say(context, text);
    return next();
  }),
  ask: handler((context, { text }) => {
    const { arrival } = context;
    if (arrival.kind !== 'message') {
      if (text) say(context, text);
      return { kind: 'wait', waiting: { kind: 'ask' }, state: { asked: true } };
    }
    if (arrival.text === 'stuck') return { kind: 'next', outlet: 'no_match' };
    if (arrival.text === 'fail') return { kind: 'fail', error: failure };
    return next(arrival.text);
  }),
  pick: handler(
    (context, { text, options }) => {
      const { arrival, emit, newId } = context;
      const component = newId();
      const shown = json({ text, options });
      const draw = (): Verdict => {
        emit({ type: 'component', id: component, kind: 'choice', spec: shown as JsonObject });
        return { kind: 'wait', waiting: { kind: 'choice', component } };
      };
      if (arrival.kind === 'submit') {
        emit({ type: 'component.closed', id: arrival.waiting.component ?? '', values: arrival.values });
        return { kind: 'next', outlet: `option:${arrival.values.option}`, output: arrival.values.option ?? null };
      }
      if (arrival.kind === 'cancel') return { kind: 'next', outlet: 'no_match' };
      if (arrival.kind === 'message' && arrival.text === 'keep') return { kind: 'wait', waiting: arrival.waiting };
      return draw();
    },
    ({ values }) =>
      typeof values.option === 'string' ? [] : [{ path: 'option', code: 'required', message: 'Choose one.' }],
  ),
  work: handler((context, { does, output, saved }) => {
    const verdict: Verdict =
      saved === undefined
        ? next(output === undefined ? undefined : json(output))
        : { kind: 'next', outlet: 'next', output: json(output), saved: json(saved) };
    switch (does) {
      case 'later':
        return new Promise((resolve) => setImmediate(() => resolve(verdict)));
      case 'fail':
        return { kind: 'fail', error: failure };
      case 'fail-saved':
        return { kind: 'fail', error: failure, output: json(output) };
      case 'throw':
        throw new NodeError({ code: 'work.thrown', message: 'It was thrown.', details: { n: 1 } });
      case 'throw-error':
        return Promise.reject(new Error('a secret of the inside'));
      case 'hang':
        return new Promise(() => undefined);
      case 'write':
        return write(context);
      case 'late':
        setImmediate(() => say(context, 'too late'));
        return verdict;
      default:
        return verdict;
    }
  }),
  quiet: handler(({ vars }) => {
    if (vars.fine !== true) throw new NodeError({ code: 'quiet.failed', message: 'Not fine.' });
    return next();
  }),
  put: handler(({ vars, render, defaultOf }, { assignments }) => {
    const seen: JsonObject = { ...vars };
    const assign = (assignments as { key: string; value?: unknown }[]).map(({ key, value }) => {
      if (value === undefined) {
        seen[key] = defaultOf(key) ?? null;
        return { path: key };
      }
      const rendered = json(render(value, { vars: seen }));
      seen[key] = rendered;
      return { path: key, value: rendered };
    });
    return { kind: 'next', outlet: 'next', assign };
  }),
  if: handler(({ holds }, { when }) => ({ kind: 'next', outlet: holds(when as never) ? 'yes' : 'no' })),
  each: handler(({ arrival, render }, { items, itemVar }) => {
    const kept = arrival.kind === 'entered' ? (arrival.loop as { left: JsonValue[] } | undefined) : undefined;
    const [item, ...left] = kept?.left ?? (json(render(items)) as JsonValue[]);
    if (item === undefined) return { kind: 'next', outlet: 'done' };
    return { kind: 'next', outlet: 'each', assign: [{ path: String(itemVar), value: item }], loop: { left } };
  }),
  pause: handler((context, { until }) => {
    const { arrival } = context;
    if (arrival.kind === 'timer') return next();
    if (arrival.kind === 'message') {
      say(context, context.text('pendingWait'));
      return { kind: 'wait', waiting: arrival.waiting };
    }
    return { kind: 'wait', waiting: { kind: 'wait', until: String(until) } };
  }),
  call: handler(({ arrival }, { flow, input }) => {
    if (arrival.kind === 'returned') {
      const { resolution, output } = arrival;
      return { kind: 'next', outlet: 'next', output: { resolution, output } };
    }
    return { kind: 'call', flow: String(flow), input: json(input ?? {}) as JsonObject };
  }),
  finish: handler((_, { resolution, output }) => ({
    kind: 'end',
    resolution: resolution as 'resolved',
    output: json(output ?? {}) as JsonObject,
  })),
};

// Writes word by word until it is stopped, as a model does.
async function write({ emit, newId, writingSignal: signal, usage }: Context): Promise<Verdict> {
  const messageId = newId();
  let text = '';
  for (let word = 0; word < 1_000 && !signal.aborted; word++) {
    emit({ type: 'message.delta', messageId, attempt: 1, offset: text.length, text: 'word ' });
    text += 'word ';
    await new Promise((resolve) => setImmediate(resolve));
  }
  usage({ connection: 'test', model: 'test', inputTokens: 1, outputTokens: 2 });
  emit({ type: 'message', id: messageId, role: 'bot', text, ...(signal.aborted ? { stopped: true } : {}) });
  if (signal.aborted && signal.reason !== 'stopped') throw new NodeError({ code: 'aborted', message: 'Aborted.' });
  return next(text);
}
