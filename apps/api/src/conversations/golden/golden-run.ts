import type { FlowDocument } from '@patchbay/flow-spec';
import type { Services } from '@patchbay/node-kit';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import { type AdvanceOptions, advance, initialSnapshot, type RunEvent, readSnapshot } from '@patchbay/runtime';
import { compileDocument } from '../flow-plans.ts';

/** One run of the engine on the flows that a golden file holds, from their beginning or from what it stored. */
export async function goldenRun(
  flows: { main: FlowDocument; inner: FlowDocument },
  input: AdvanceOptions['input'],
  snapshot?: unknown,
) {
  const compiled = compileDocument({ text: JSON.stringify(flows.main), version: 1 });
  const called = compileDocument({ text: JSON.stringify(flows.inner), version: 1 });
  const plan = { main: compiled, flows: new Map([['inner', called]]) };
  const events: RunEvent[] = [];
  let ids = 0;
  for await (const event of advance({
    plan,
    snapshot: snapshot === undefined ? initialSnapshot(compiled) : readSnapshot(snapshot),
    input,
    handlers: nodeHandlers,
    services: {
      model: {
        async *stream() {
          yield { type: 'text', text: 'hm' };
          const usage = { connection: 'c', model: 'm', inputTokens: 1, outputTokens: 1 };
          yield { type: 'done', reason: 'stop', usage };
        },
      },
      history: { last: () => Promise.resolve([]) },
    } as Partial<Services> as Services,
    context: {
      now: '2026-11-24T12:00:00.000Z',
      conversation: { id: 'c', startedAt: '2026-11-24T12:00:00.000Z', channel: 'chat', locale: 'en', timezone: 'UTC' },
      user: {},
      env: {},
      newId: () => `id-${++ids}`,
      // No time passes, so that places to go on from are those of the nodes.
      elapsedMs: () => 0,
      yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
      stopSignal: () => new AbortController().signal,
      trace: false,
    },
    signal: new AbortController().signal,
  }))
    events.push(JSON.parse(JSON.stringify(event)));
  const said = events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
  const last = events.at(-1);
  if (last?.type !== 'settled') throw new Error('not settled');
  return { events, said, snapshot: last.snapshot };
}
