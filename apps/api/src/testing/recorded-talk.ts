import { type TestCase, testCaseSchema } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import { NodeError, type Services } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import { advance, compileFlow, initialSnapshot, type RunContext, readSnapshot } from '@patchbay/runtime';
import { TestDirector } from '../tests/test-director.ts';
import { openComponent, turnInput } from '../tests/turn-input.ts';
import type { ToldEvent } from '../tests/what-was-said.ts';

const NOW = '2026-11-24T12:00:00.000Z';
/** What a reader of a conversation sees of it. */
const SHOWN = new Set(['message', 'component', 'component.closed', 'conversation.closed']);

/** All that is shown in a conversation with a template, as the chat page would be told: for the gallery. */
export async function recordedTalk({
  document,
  test,
}: {
  document: FlowDocument;
  test: unknown;
}): Promise<ToldEvent[]> {
  const { turns, pins, locale, timezone }: TestCase = testCaseSchema.parse(test);
  const main = compileFlow({ document, version: 1, registry: nodeRegistry });
  const director = new TestDirector({ main: main.key, pins, flowPins: new Map(), live: false, deadline: Infinity });
  const told: ToldEvent[] = [];
  let snapshot = initialSnapshot(main);
  let ids = 0;
  const context: RunContext = {
    now: NOW,
    conversation: {
      id: 'c',
      startedAt: NOW,
      channel: 'chat',
      locale: locale ?? document.language ?? 'en',
      timezone: timezone ?? 'UTC',
    },
    user: {},
    env: {},
    newId: () => `i${++ids}`,
    elapsedMs: () => 0,
    yieldNow: () => new Promise((resolve) => setImmediate(resolve)),
    stopSignal: () => new AbortController().signal,
    trace: false,
    direct: async (visit) => director.direct(visit),
  };
  for (const turn of turns) {
    const input = turnInput({ turn, open: openComponent(told), timers: false });
    if (typeof input === 'string')
      throw new Error(`${input} ${JSON.stringify(turn)} after ${JSON.stringify(told.slice(-4))}`);
    for await (const event of advance({
      plan: { main, flows: new Map() },
      snapshot,
      input,
      handlers: nodeHandlers,
      services: nobody,
      context,
      signal: new AbortController().signal,
    })) {
      if (event.type === 'settled') snapshot = readSnapshot(JSON.parse(JSON.stringify(event.snapshot)));
      else if (event.type === 'user.message')
        told.push({ type: 'message', id: event.id, role: 'user', text: event.text });
      else if (SHOWN.has(event.type)) told.push(JSON.parse(JSON.stringify(event)));
    }
  }
  return told;
}

const missing = () => {
  throw new NodeError({ code: 'test.not_pinned', message: 'A recorded conversation calls nobody.' });
};
const nobody: Services = {
  model: { stream: missing },
  http: { request: missing },
  script: { run: missing },
  history: { last: async () => [] },
};
