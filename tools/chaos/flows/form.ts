import type { AnsweredTurn } from '../client/history.ts';
import type { ChaosFlow } from './chaos-flow.ts';
import { documentOf } from './document-of.ts';
import { differing, eventsOfTurn, textsSaid } from './turn-events.ts';

const document = documentOf({
  key: 'chaos-form',
  nodes: {
    start: { type: 'start' },
    who: { type: 'question', text: 'Who are you?', expects: 'text', saveAs: 'who' },
    count: { type: 'question', text: 'How many?', expects: 'number', saveAs: 'count' },
    details: {
      type: 'form',
      title: 'Details',
      fields: [
        { key: 'colour', label: 'Colour', type: 'select', options: ['red', 'green'], required: true },
        { key: 'note', label: 'Note', type: 'text' },
      ],
      saveAs: 'details',
    },
    sure: {
      type: 'choice',
      text: 'Sure?',
      style: 'buttons',
      options: [
        { id: 'yes', label: 'Yes' },
        { id: 'no', label: 'No' },
      ],
    },
    told: {
      type: 'message',
      text: '{{ vars.who }} gets {{ vars.count }} {{ vars.details.colour }} ({{ vars.details.note }})',
    },
    end: { type: 'end', resolution: 'resolved' },
  },
  edges: [
    'start > who',
    'who > count',
    'count > details',
    'details > sure',
    'sure.option:yes > told',
    'sure.option:no > who',
    'told > end',
  ],
});

const PER_ROUND = 4;

/** Questions, a form and a choice: several waits, memory between them, an end and a new beginning. */
export const form: ChaosFlow = {
  key: document.key,
  documents: [document],
  passes: ['settle.before', 'settle.after'],
  async play({ user, turns }) {
    await user.open();
    const { name } = user.history;
    for (let round = 1; round <= Math.max(1, Math.round(turns / PER_ROUND)); round++) {
      // The message that begins a new episode answers nothing.
      if (round > 1) await user.say(`${name} again ${round}`);
      await user.say(`${name} ${round}`);
      const details = componentOf(await user.say(String(round)));
      if (details === undefined) return;
      const sure = componentOf(await user.submit(details, { colour: 'red', note: `note ${round}` }));
      if (sure === undefined) return;
      await user.submit(sure, { option: 'yes' });
    }
  },
  inspect({ history, stored }) {
    const rounds = history.turns.filter(({ body }) => 'submit' in body && body.submit.values.option === 'yes');
    return rounds.flatMap((turn, index) =>
      differing(turn.key, {
        said: textsSaid(eventsOfTurn({ turn, stored })),
        wanted: [`${history.name} ${index + 1} gets ${index + 1} red (note ${index + 1})`],
      }),
    );
  },
};

function componentOf(answer: AnsweredTurn | undefined): string | undefined {
  return answer?.events.findLast(({ type }) => type === 'component')?.id;
}
