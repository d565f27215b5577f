import { actsOf } from './acts-of.ts';
import type { ChaosFlow } from './chaos-flow.ts';
import { documentOf } from './document-of.ts';
import { isAnswer } from './model.ts';
import { eventsOfTurn, textOfTurn, textsSaid } from './turn-events.ts';

const document = documentOf({
  key: 'chaos-journey',
  nodes: {
    start: { type: 'start' },
    ask: { type: 'question', text: 'What is it?', expects: 'text', saveAs: 'what' },
    sort: {
      type: 'llm',
      connection: 'openai',
      prompt: 'sort words=3 delay=5 {{ vars.what }}',
      history: 0,
      output: 'silent',
      saveAs: 'sort',
    },
    open: {
      type: 'http',
      method: 'POST',
      url: '{{ env.itsm }}/orders',
      body: { type: 'json', value: { id: '{{ vars.what | split: " " | first }}', step: 'opened' } },
    },
    opened: { type: 'message', text: 'opened done' },
    unopened: { type: 'message', text: 'opened failed: {{ nodes.open.error.code }}' },
    shout: { type: 'script', code: 'return input.vars.what.toUpperCase();', saveAs: 'loud', timeoutMs: 20_000 },
    answer: { type: 'llm', connection: 'openai', prompt: '{{ vars.what }}', history: 4, output: 'reply' },
    bye: { type: 'message', text: 'Bye {{ vars.loud }}' },
  },
  edges: [
    'start > ask',
    'ask > sort',
    'sort > open',
    'open > opened',
    'open.error > unopened',
    'opened > shout',
    'unopened > shout',
    'shout > answer',
    'answer > bye',
    'bye > ask',
  ],
});

/** A bit of everything in one turn: a silent model, an act, a script, a streamed answer with the history, a question again. */
export const journey: ChaosFlow = {
  key: document.key,
  documents: [document],
  passes: [
    'hold.before',
    'hold.after',
    'act.before',
    'act.after',
    'result.before',
    'result.after',
    'writing.after',
    'settle.before',
    'settle.after',
  ],
  async play({ user, turns, wordMs }) {
    await user.open();
    const { name } = user.history;
    for (let number = 1; number <= Math.max(1, Math.ceil(turns / 3)); number++)
      await user.say(`${name}.${number} words=${user.random.between(15, 40)} delay=${wordMs}`);
  },
  inspect(scene) {
    return scene.history.turns.flatMap((turn) => {
      const prompt = textOfTurn(turn) ?? '';
      const id = prompt.split(' ')[0] ?? '';
      const said = textsSaid(eventsOfTurn({ turn, stored: scene.stored }));
      const told = said.filter((text) => !text.startsWith('It is not known'));
      const [opened = '', answer = '', bye, question, ...more] = told;
      const complaints = actsOf({
        scene,
        id,
        step: 'opened',
        kind: 'plain',
        outcome: opened.replace(/^\S+ (failed: )?/, ''),
        said,
      });
      const whole =
        opened.startsWith('opened ') &&
        isAnswer({ scene, prompt, text: answer }) &&
        bye === `Bye ${prompt.toUpperCase()}` &&
        question === 'What is it?' &&
        more.length === 0;
      if (!whole) complaints.push(`${turn.key}: said ${JSON.stringify(said)}`);
      return complaints;
    });
  },
};
