import type { ChatEvent } from '../client/chat-event.ts';
import type { Connection, ConversationHistory, Shown, TurnHistory } from '../client/history.ts';
import type { ChaosFlow, EffectRow, Scene } from '../flows/chaos-flow.ts';
import { echo } from '../flows/echo.ts';
import { model } from '../flows/model.ts';
import { orders } from '../flows/orders.ts';
import { timer } from '../flows/timer.ts';
import type { Deeds } from '../outside/itsm-server.ts';

/** A conversation in which every promise was kept, with everything that a test may spoil. */
export interface GoodScene {
  flow: ChaosFlow;
  scene: Scene & { stored: ChatEvent[]; effects: EffectRow[] };
  deeds: Map<string, Deeds>;
  answers: string[];
}

const START_MS = Date.parse('2026-01-01T00:00:00Z');

type Said = { texts: readonly string[]; timers?: readonly string[]; afterMs?: number };

const replies: Record<string, (text: string) => Said> = {
  [echo.key]: (text) => ({ texts: [`You said: ${text}`] }),
  [model.key]: (text) => ({ texts: [answerTo(text), 'Anything else?'] }),
  [orders.key]: (text) => ({
    texts: [`Ordering ${text}`, 'plain done', 'put done', 'keyed done', 'retried done', `Ordered ${text}`],
  }),
  [timer.key]: (text) => ({ texts: [`Begun ${text}`], timers: ['tick done', `Over ${text}`] }),
};
const stepsOf: Record<string, readonly string[]> = {
  [orders.key]: ['plain', 'put', 'keyed-by-author', 'keyed-by-retry'],
  [timer.key]: ['tick'],
};

export function goodScene(flow: ChaosFlow, turns = 4): GoodScene {
  const name = `good ${flow.key}`.replaceAll(' ', '.');
  const stored: ChatEvent[] = [];
  const deeds = new Map<string, Deeds>();
  const answers: string[] = [];
  let now = START_MS;
  const keep = (event: ChatEvent): ChatEvent => {
    now += 10;
    const kept = { seq: stored.length + 1, at: new Date(now).toISOString(), episode: 1, ...event };
    stored.push(kept);
    return kept;
  };
  const opening = [keep({ type: 'conversation.opened', turnId: 'open' })];
  const history: ConversationHistory = {
    ...{ name, flow: flow.key, id: 'c', token: 't', openKey: `open ${name}`, follows: [] },
    opened: { turnId: 'open', status: 'completed', events: opening },
    openCalls: [connectionOf(opening)],
    turns: [],
  };
  for (let number = 1; number <= turns; number++) {
    const text = `${name}.${number}`;
    const said = replies[flow.key]?.(text) ?? { texts: [] };
    const turnId = `turn${number}`;
    const bot = (one: string) =>
      keep({ type: 'message', id: `${number}.${one}`, role: 'bot', kind: 'text', text: one, turnId });
    const events = [
      keep({ type: 'message', id: `m${number}`, role: 'user', text, turnId }),
      ...said.texts.map(bot),
      keep({ type: 'turn.completed', turnId }),
    ];
    answers.push(said.texts[0] ?? '');
    history.turns.push(turnOf({ number, text, turnId, events, name }));
    for (const step of stepsOf[flow.key] ?? [])
      deeds.set(`${text} ${step}`, { requests: 1, performed: 1, keys: new Set([step]), unanswered: 0 });
    for (const one of said.timers ?? []) {
      now += 980;
      keep({ type: 'message', id: `${number}.${one}`, role: 'bot', text: one, turnId: null });
    }
  }
  const half = Math.floor(stored.length / 2);
  history.follows = [connectionOf(stored.slice(0, half)), connectionOf(stored.slice(half), half)];
  const itsm = {
    deedsOf: (id: string) =>
      new Map([...deeds].flatMap(([key, one]) => (key.startsWith(`${id} `) ? [[key.slice(id.length + 1), one]] : []))),
  };
  const scene = { history, stored, effects: [], itsm, model: { answersTo: (prompt: string) => [answerTo(prompt)] } };
  return { flow, scene, deeds, answers };
}

export const goodFlows: readonly ChaosFlow[] = [echo, model, orders, timer];

function answerTo(prompt: string): string {
  return `Answer 1 to <${prompt}>: naïve 🖨️ résumé`;
}

function turnOf(options: {
  number: number;
  text: string;
  turnId: string;
  events: ChatEvent[];
  name: string;
}): TurnHistory {
  const { number, text, turnId, events, name } = options;
  const sentMs = Date.parse(events[0]?.at ?? '') - 5;
  return {
    key: `turn ${number} of ${name}`,
    body: { text },
    sentMs,
    acceptedMs: sentMs + 5,
    answeredMs: sentMs + 50,
    calls: [connectionOf(withParts(events), (events[0]?.seq ?? 1) - 1)],
    answers: [{ turnId, status: 'completed', events: structuredClone(events) }],
  };
}

// The first message of the bot is shown in two parts before it is whole.
function withParts(events: readonly ChatEvent[]): ChatEvent[] {
  return events.flatMap((event, index) => {
    const { id = '', text = '' } = event;
    if (index !== 1) return [event];
    const cut = Math.floor(text.length / 2);
    const part = { type: 'message.delta', messageId: id, attempt: 1 };
    return [{ ...part, offset: 0, text: text.slice(0, cut) }, { ...part, offset: cut, text: text.slice(cut) }, event];
  });
}

function connectionOf(events: readonly ChatEvent[], after = 0): Connection {
  const items = events.map((one): Shown => {
    const event = structuredClone(one);
    return {
      ...{ atMs: START_MS, json: JSON.stringify(event), event },
      ...(event.seq === undefined ? {} : { id: event.seq }),
    };
  });
  return { form: 'stream', beganMs: START_MS, endedMs: START_MS, after, status: 200, end: 'whole', items };
}
