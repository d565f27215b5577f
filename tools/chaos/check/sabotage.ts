import type { ChatEvent } from '../client/chat-event.ts';
import type { Random } from '../random.ts';
import type { GoodScene } from './good-scene.ts';

/** One way of breaking a promise: what is spoilt in a conversation that kept them all, and the rules of which one must be found broken. */
export interface Sabotage {
  what: string;
  rules: readonly string[];
  /** Flows of whose conversations it can be done; every one where nothing is said. */
  flows?: readonly string[];
  spoil(options: { good: GoodScene; random: Random }): void;
}

const ACTS = ['chaos-orders', 'chaos-timer'];

export const sabotages: readonly Sabotage[] = [
  {
    what: 'a kept event is lost',
    rules: ['sequence'],
    spoil: ({ good, random }) => good.scene.stored.splice(anyIndex({ good, random, besideLast: true }), 1),
  },
  {
    what: 'the last kept event is lost',
    rules: ['streams', 'accepted', 'said and done'],
    spoil: ({ good }) => good.scene.stored.pop(),
  },
  {
    what: 'an event is kept twice',
    rules: ['sequence'],
    spoil({ good, random }) {
      const index = anyIndex({ good, random });
      good.scene.stored.splice(index, 0, structuredClone(eventAt(good, index)));
    },
  },
  {
    what: 'an event is kept twice, each with a number of its own',
    rules: ['streams', 'once', 'said and done'],
    spoil({ good, random }) {
      const { stored } = good.scene;
      const index = anyIndex({ good, random });
      stored.splice(index, 0, structuredClone(eventAt(good, index)));
      renumber(stored);
    },
  },
  {
    what: 'two numbers are exchanged',
    rules: ['sequence'],
    spoil({ good, random }) {
      const [one, other] = neighbours({ good, random });
      [one.seq, other.seq] = [other.seq, one.seq];
    },
  },
  {
    what: 'two events are exchanged, and numbered anew',
    rules: ['streams'],
    spoil({ good, random }) {
      const { stored } = good.scene;
      const index = anyIndex({ good, random, besideLast: true });
      const [one] = stored.splice(index, 1);
      if (one) stored.splice(index + 1, 0, one);
      renumber(stored);
    },
  },
  {
    what: 'a turn that was accepted is lost',
    rules: ['accepted'],
    spoil({ good, random }) {
      const turn = random.pick(good.scene.history.turns);
      const { turnId } = turn.answers[0] ?? {};
      turn.answers.length = 0;
      const left = good.scene.stored.filter((event) => event.turnId !== turnId);
      good.scene.stored.splice(0, good.scene.stored.length, ...left);
      renumber(good.scene.stored);
    },
  },
  {
    what: 'a turn has two ends',
    rules: ['once'],
    spoil({ good, random }) {
      const { stored } = good.scene;
      const end = random.pick(stored.filter(({ type }) => type === 'turn.completed'));
      stored.push({ ...end, seq: stored.length + 1, at: stored.at(-1)?.at ?? '' });
    },
  },
  {
    what: 'a key is answered as two turns',
    rules: ['once'],
    spoil({ good, random }) {
      const { answers } = random.pick(good.scene.history.turns);
      answers.push({ turnId: 'another', status: 'completed', events: answers[0]?.events ?? [] });
    },
  },
  {
    what: 'a key is answered with other events the second time',
    rules: ['once'],
    spoil({ good, random }) {
      const { answers } = random.pick(good.scene.history.turns);
      const [first] = answers;
      if (first) answers.push({ ...first, events: first.events.slice(1) });
    },
  },
  {
    what: 'messages are kept in another order than they were sent',
    rules: ['order'],
    spoil({ good, random }) {
      const messages = good.scene.stored.filter(({ role }) => role === 'user');
      const index = random.between(0, messages.length - 2);
      const [one, other] = [messages[index], messages[index + 1]];
      if (one && other) [one.text, other.text] = [other.text, one.text];
    },
  },
  {
    what: 'the final text differs from what was shown',
    rules: ['writing', 'streams'],
    spoil({ good, random }) {
      const items = random.pick(good.scene.history.turns).calls[0]?.items ?? [];
      const whole = items.find(({ event }) => event.type === 'message' && event.role === 'bot');
      if (whole) whole.event.text = `${whole.event.text}.`;
    },
  },
  {
    what: 'a part of a text was not shown',
    rules: ['writing'],
    spoil({ good, random }) {
      const items = random.pick(good.scene.history.turns).calls[0]?.items ?? [];
      items.splice(
        items.findIndex(({ event }) => event.type === 'message.delta'),
        1,
      );
    },
  },
  {
    what: 'an answer is no whole answer of the model',
    rules: ['said and done'],
    flows: ['chaos-model'],
    spoil({ good, random }) {
      const message = random.pick(good.scene.stored.filter(({ text }) => text?.startsWith('Answer ')));
      message.text = message.text?.slice(0, -3) ?? '';
    },
  },
  {
    what: 'a reader who came back missed an event',
    rules: ['streams'],
    spoil({ good, random }) {
      const { items } = random.pick(good.scene.history.follows);
      items.splice(random.between(0, items.length - 2), 1);
    },
  },
  {
    what: 'a reader who came back got an event twice',
    rules: ['streams'],
    spoil({ good, random }) {
      const { items } = random.pick(good.scene.history.follows);
      const index = random.between(0, items.length - 1);
      const item = items[index];
      if (item) items.splice(index, 0, item);
    },
  },
  {
    what: 'an act without a key was done twice',
    rules: ['said and done'],
    flows: ACTS,
    spoil({ good, random }) {
      const [, deeds] = random.pick([...good.deeds].filter(([key]) => /(plain|tick)$/.test(key)));
      deeds.performed = 2;
    },
  },
  {
    what: 'an act was retried with another key',
    rules: ['said and done'],
    flows: ['chaos-orders'],
    spoil({ good, random }) {
      const [, deeds] = random.pick([...good.deeds].filter(([key]) => /keyed-by-\w+$/.test(key)));
      deeds.keys.add('another');
    },
  },
  {
    what: 'an act that is said to be done was not',
    rules: ['said and done'],
    flows: ACTS,
    spoil: ({ good, random }) => good.deeds.delete(random.pick([...good.deeds.keys()])),
  },
  {
    what: 'an act is unknown, and nobody is told',
    rules: ['said and done'],
    flows: ACTS,
    spoil({ good, random }) {
      const message = random.pick(good.scene.stored.filter(({ text }) => /^(plain|tick) done$/.test(text ?? '')));
      message.text = message.text?.replace('done', 'failed: effect.unknown') ?? '';
    },
  },
  {
    what: 'a timer fired late',
    rules: ['timers'],
    flows: ['chaos-timer'],
    spoil({ good, random }) {
      const message = random.pick(good.scene.stored.filter(({ text }) => text === 'tick done'));
      message.at = new Date(Date.parse(message.at ?? '') + 20_000).toISOString();
    },
  },
  {
    what: 'a turn was given up though nothing died',
    rules: ['interrupted'],
    spoil({ good, random }) {
      const turn = random.pick(good.scene.history.turns);
      const { stored } = good.scene;
      const at = stored.at(-1)?.at ?? '';
      const turnId = turn.answers[0]?.turnId ?? '';
      stored.push({ type: 'error', code: 'turn.interrupted', turnId, seq: stored.length + 1, at });
    },
  },
  {
    what: 'a call was answered with an error inside',
    rules: ['refused'],
    spoil({ good, random }) {
      const [call] = random.pick(good.scene.history.turns).calls;
      if (call) call.status = 500;
    },
  },
  {
    what: 'a 503 came without Retry-After',
    rules: ['refused'],
    spoil({ good, random }) {
      const [call] = random.pick(good.scene.history.turns).calls;
      if (call) call.status = 503;
    },
  },
];

function anyIndex(options: { good: GoodScene; random: Random; besideLast?: boolean }): number {
  const { good, random, besideLast = false } = options;
  return random.between(1, good.scene.stored.length - (besideLast ? 2 : 1));
}

function neighbours(options: { good: GoodScene; random: Random }): [ChatEvent, ChatEvent] {
  const index = anyIndex({ ...options, besideLast: true });
  return [eventAt(options.good, index), eventAt(options.good, index + 1)];
}

function eventAt({ scene }: GoodScene, index: number): ChatEvent {
  const event = scene.stored[index];
  if (!event) throw new Error(`There is no event ${index}.`);
  return event;
}

function renumber(stored: ChatEvent[]): void {
  for (const [index, event] of stored.entries()) event.seq = index + 1;
}
