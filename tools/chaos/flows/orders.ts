import type { ChaosFlow, Scene } from './chaos-flow.ts';
import { actsOf } from './acts-of.ts';
import { documentOf } from './document-of.ts';
import { eventsOfTurn, textOfTurn, textsSaid } from './turn-events.ts';

const order = (step: string) => ({ type: 'json', value: { id: '{{ message.text }}', step } });
const url = '{{ env.itsm }}/orders';

const document = documentOf({
  key: 'chaos-orders',
  nodes: {
    start: { type: 'start', waitForMessage: true },
    begun: { type: 'message', text: 'Ordering {{ message.text }}' },
    plain: { type: 'http', method: 'POST', url, body: order('plain'), saveAs: 'plain' },
    plainDone: { type: 'message', text: 'plain done' },
    plainFailed: { type: 'message', text: 'plain failed: {{ nodes.plain.error.code }}' },
    put: { type: 'http', method: 'PUT', url: `${url}/{{ message.text }}/put`, body: order('put') },
    putDone: { type: 'message', text: 'put done' },
    putFailed: { type: 'message', text: 'put failed: {{ nodes.put.error.code }}' },
    keyed: {
      type: 'http',
      method: 'POST',
      url,
      headers: { 'Idempotency-Key': 'mine {{ message.text }}' },
      body: order('keyed-by-author'),
    },
    keyedDone: { type: 'message', text: 'keyed done' },
    keyedFailed: { type: 'message', text: 'keyed failed: {{ nodes.keyed.error.code }}' },
    retried: {
      type: 'http',
      method: 'POST',
      url,
      retry: { attempts: 4, backoffMs: 50 },
      body: order('keyed-by-retry'),
    },
    retriedDone: { type: 'message', text: 'retried done' },
    retriedFailed: { type: 'message', text: 'retried failed: {{ nodes.retried.error.code }}' },
    read: {
      type: 'http',
      method: 'GET',
      url: `${url}/{{ message.text }}`,
      retry: { attempts: 4, backoffMs: 50 },
      saveAs: 'read',
    },
    end: { type: 'message', text: 'Ordered {{ vars.read.body.id }}' },
  },
  edges: [
    'start > begun',
    'begun > plain',
    'plain > plainDone',
    'plain.error > plainFailed',
    'plainDone > put',
    'plainFailed > put',
    'put > putDone',
    'put.error > putFailed',
    'putDone > keyed',
    'putFailed > keyed',
    'keyed > keyedDone',
    'keyed.error > keyedFailed',
    'keyedDone > retried',
    'keyedFailed > retried',
    'retried > retriedDone',
    'retried.error > retriedFailed',
    'retriedDone > read',
    'retriedFailed > read',
    'read > end',
  ],
});

/** A chain of calls to another system between messages: one without a key, one idempotent, two keyed, a read. */
export const orders: ChaosFlow = {
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
  ],
  async play({ user, turns }) {
    await user.open();
    const { name } = user.history;
    const count = Math.max(1, Math.ceil(turns / 2));
    for (let number = 1; number <= count; number++)
      await user.say(`${name}.${number}`, { leaves: number === count && user.random.chance(0.3) });
  },
  inspect(scene) {
    return scene.history.turns.flatMap((turn) => {
      const id = textOfTurn(turn) ?? '';
      const said = textsSaid(eventsOfTurn({ turn, stored: scene.stored }));
      return [...orderly({ id, said }), ...actsInOrder({ scene, id, said })];
    });
  },
};

// A step that failed is said to have failed; each is told once, in order. What the product adds itself about an unknown effect stands between.
function orderly({ id, said }: { id: string; said: readonly string[] }): string[] {
  const steps = said.flatMap((text) => /^(\w+) (?:done|failed: .+)$/.exec(text)?.[1] ?? []);
  const wanted = ['plain', 'put', 'keyed', 'retried'];
  const framed = said[0] === `Ordering ${id}` && said.at(-1) === `Ordered ${id}`;
  return framed && steps.join() === wanted.join() ? [] : [`order ${id}: said ${JSON.stringify(said)}`];
}

function actsInOrder({ scene, id, said }: { scene: Scene; id: string; said: readonly string[] }): string[] {
  const outcome = (step: string) => said.find((text) => text.startsWith(`${step} `))?.replace(/^\w+ (failed: )?/, '');
  return [
    ...actsOf({ scene, id, step: 'plain', kind: 'plain', outcome: outcome('plain'), said }),
    ...actsOf({ scene, id, step: 'put', kind: 'idempotent', outcome: outcome('put'), said }),
    ...actsOf({ scene, id, step: 'keyed-by-author', kind: 'keyed', outcome: outcome('keyed'), said }),
    ...actsOf({ scene, id, step: 'keyed-by-retry', kind: 'keyed', outcome: outcome('retried'), said }),
  ];
}
