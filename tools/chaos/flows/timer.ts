import type { FiredTimer } from '../check/check-timers.ts';
import type { ChatEvent } from '../client/chat-event.ts';
import { actsOf } from './acts-of.ts';
import type { ChaosFlow } from './chaos-flow.ts';
import { documentOf } from './document-of.ts';
import { textOfTurn, textsSaid } from './turn-events.ts';

const document = documentOf({
  key: 'chaos-timer',
  nodes: {
    start: { type: 'start', waitForMessage: true },
    begun: { type: 'message', text: 'Begun {{ message.text }}' },
    first: { type: 'wait', seconds: 1 },
    tick: {
      type: 'http',
      method: 'POST',
      url: '{{ env.itsm }}/orders',
      body: { type: 'json', value: { id: '{{ message.text }}', step: 'tick' } },
    },
    ticked: { type: 'message', text: 'tick done' },
    failed: { type: 'message', text: 'tick failed: {{ nodes.tick.error.code }}' },
    second: { type: 'wait', seconds: 1 },
    over: { type: 'message', text: 'Over {{ message.text }}' },
  },
  edges: [
    'start > begun',
    'begun > first',
    'first > tick',
    'tick > ticked',
    'tick.error > failed',
    'ticked > second',
    'failed > second',
    'second > over',
  ],
});

/** How long after the last word of a turn it may take until both timers have fired, whatever died. Milliseconds. */
const BOTH_FIRED_MS = 60_000;

/** Timers, with an act in a run that no user began. */
export const timer: ChaosFlow = {
  key: document.key,
  documents: [document],
  passes: [
    'hold.before',
    'hold.after',
    'act.before',
    'act.after',
    'result.before',
    'result.after',
    'settle.before',
    'settle.after',
    'timer.taken',
  ],
  async play({ user, turns }) {
    await user.open();
    const { name } = user.history;
    for (let number = 1; number <= Math.max(1, Math.ceil(turns / 4)); number++) {
      const text = `${name}.${number}`;
      await user.say(text);
      await user.awaits({ fits: (event) => event.text === `Over ${text}`, withinMs: BOTH_FIRED_MS });
    }
  },
  inspect(scene) {
    return scene.history.turns.flatMap((turn) => {
      const id = textOfTurn(turn) ?? '';
      const events = saidFor({ stored: scene.stored, id });
      const said = textsSaid(events);
      const [begun, ...rest] = said;
      const over = rest.at(-1);
      const ticks = rest.filter((text) => text.startsWith('tick '));
      const complaints = actsOf({
        scene,
        id,
        step: 'tick',
        kind: 'plain',
        outcome: ticks[0]?.replace(/^\S+ (failed: )?/, ''),
        said,
      });
      if (begun !== `Begun ${id}` || over !== `Over ${id}` || ticks.length !== 1)
        complaints.push(`${turn.key}: said ${JSON.stringify(said)}`);
      return complaints;
    });
  },
  timers(scene) {
    return scene.history.turns.flatMap((turn) => {
      const id = textOfTurn(turn) ?? '';
      const events = saidFor({ stored: scene.stored, id });
      const begun = events.find(({ text }) => text === `Begun ${id}`);
      const tick = events.find(({ turnId }) => turnId === null);
      const second = events.findLast(({ text }) => text?.startsWith('tick '));
      const over = events.find(({ text }) => text === `Over ${id}`);
      return [
        ...fired({ what: `the first timer of ${id}`, set: begun, came: tick }),
        ...fired({ what: `the second timer of ${id}`, set: second, came: over }),
      ];
    });
  },
};

const WAIT_MS = 1_000;

function fired(options: { what: string; set: ChatEvent | undefined; came: ChatEvent | undefined }): FiredTimer[] {
  const { what, set, came } = options;
  if (set?.at === undefined || came?.at === undefined) return [];
  return [{ what, dueMs: Date.parse(set.at) + WAIT_MS, firedMs: Date.parse(came.at) }];
}

// From a message to the next one of the user, what the timers said included.
function saidFor({ stored, id }: { stored: readonly ChatEvent[]; id: string }): ChatEvent[] {
  const isUser = (event: ChatEvent) => event.type === 'message' && event.role === 'user';
  const from = stored.findIndex((event) => isUser(event) && event.text === id);
  if (from < 0) return [];
  const next = stored.findIndex((event, index) => index > from && isUser(event));
  return stored.slice(from, next < 0 ? undefined : next);
}
