import type { ChaosFlow } from './chaos-flow.ts';
import { actsOf } from './acts-of.ts';
import { documentOf } from './document-of.ts';
import { differing, eventsOfTurn, textOfTurn, textsSaid } from './turn-events.ts';

const url = '{{ env.itsm }}/orders';

const square = documentOf({
  key: 'chaos-square',
  variables: [
    { key: 'n', type: 'number', default: 0, input: true },
    { key: 'id', type: 'string', default: '', input: true },
  ],
  nodes: {
    start: { type: 'start' },
    compute: {
      type: 'script',
      code: 'const end = Date.now() + 25; while (Date.now() < end); return input.vars.n * input.vars.n;',
      saveAs: 'square',
      timeoutMs: 20_000,
    },
    note: {
      type: 'http',
      method: 'PUT',
      url: `${url}/{{ vars.id }}/noted-{{ vars.n }}`,
      retry: { attempts: 4, backoffMs: 50 },
    },
    end: { type: 'end', output: { square: '{{ vars.square }}' } },
  },
  edges: ['start > compute', 'compute > note', 'note > end'],
});

const document = documentOf({
  key: 'chaos-steps',
  variables: [{ key: 'sum', type: 'number', default: 0 }],
  nodes: {
    start: { type: 'start', waitForMessage: true },
    list: { type: 'script', code: 'return [1, 2, 3, 4];', saveAs: 'items', timeoutMs: 20_000 },
    clear: { type: 'set', assignments: [{ key: 'sum', value: '{{ 0 }}' }] },
    each: { type: 'loop', items: '{{ vars.items }}', itemVar: 'item' },
    mark: {
      type: 'http',
      method: 'POST',
      url,
      body: { type: 'json', value: { id: '{{ message.text }}', step: 'mark-{{ vars.item }}' } },
    },
    marked: { type: 'message', text: 'mark-{{ vars.item }} done' },
    unmarked: { type: 'message', text: 'mark-{{ vars.item }} failed: {{ nodes.mark.error.code }}' },
    call: {
      type: 'subflow',
      flow: 'chaos-square',
      input: { n: '{{ vars.item }}', id: '{{ message.text }}' },
      saveAs: 'result',
    },
    add: { type: 'set', assignments: [{ key: 'sum', value: '{{ vars.sum | plus: vars.result.square }}' }] },
    told: { type: 'message', text: 'Sum of {{ message.text }}: {{ vars.sum }}' },
  },
  edges: [
    'start > list',
    'list > clear',
    'clear > each',
    'each.each > mark',
    'mark > marked',
    'mark.error > unmarked',
    'marked > call',
    'unmarked > call',
    'call > add',
    'add > each',
    'each.done > told',
  ],
});

const ITEMS = [1, 2, 3, 4];

/** Scripts, a loop and a subflow, with acts in both: each pass of the loop is an act of its own. */
export const steps: ChaosFlow = {
  key: document.key,
  documents: [square, document],
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
    for (let number = 1; number <= Math.max(1, Math.ceil(turns / 3)); number++) await user.say(`${name}.${number}`);
  },
  inspect(scene) {
    return scene.history.turns.flatMap((turn) => {
      const id = textOfTurn(turn) ?? '';
      const said = textsSaid(eventsOfTurn({ turn, stored: scene.stored }));
      const told = said.filter((text) => !text.startsWith('It is not known'));
      const wanted = ITEMS.map((item) => `mark-${item}`);
      return [
        ...differing(turn.key, {
          said: told.map((text) => text.replace(/ (done|failed: .*)$/, '')),
          wanted: [...wanted, `Sum of ${id}: 30`],
        }),
        ...wanted.flatMap((step) => {
          const outcome = told.find((text) => text.startsWith(`${step} `))?.replace(/^\S+ (failed: )?/, '');
          return actsOf({ scene, id, step, kind: 'plain', outcome, said });
        }),
        ...ITEMS.flatMap((item) =>
          actsOf({ scene, id, step: `noted-${item}`, kind: 'idempotent', outcome: 'done', said }),
        ),
      ];
    });
  },
};
