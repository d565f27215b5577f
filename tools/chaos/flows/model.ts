import type { ChaosFlow, Scene } from './chaos-flow.ts';
import { documentOf } from './document-of.ts';
import { eventsOfTurn, textOfTurn, textsSaid } from './turn-events.ts';

const document = documentOf({
  key: 'chaos-model',
  nodes: {
    start: { type: 'start', waitForMessage: true },
    answer: { type: 'llm', connection: 'openai', prompt: '{{ message.text }}', history: 0, output: 'reply' },
    more: { type: 'message', text: 'Anything else?' },
    sorry: { type: 'message', text: 'No model: {{ nodes.answer.error.code }}' },
  },
  edges: ['start > answer', 'answer > more', 'answer.error > sorry'],
});

/** A long answer that a model streams. */
export const model: ChaosFlow = {
  key: document.key,
  documents: [document],
  passes: ['hold.before', 'hold.after', 'writing.after', 'settle.before', 'settle.after'],
  async play({ user, turns, wordMs }) {
    await user.open();
    const { name } = user.history;
    const count = Math.max(1, Math.ceil(turns / 3));
    for (let number = 1; number <= count; number++) {
      const words = user.random.between(20, 60);
      await user.say(`${name}.${number} words=${words} delay=${wordMs}`, {
        leaves: number === count && user.random.chance(0.3),
      });
    }
  },
  inspect(scene) {
    return scene.history.turns.flatMap((turn) => {
      const said = textsSaid(eventsOfTurn({ turn, stored: scene.stored }));
      const [text = '', more] = said;
      if (said.length === 2 && more === 'Anything else?' && isAnswer({ scene, prompt: textOfTurn(turn) ?? '', text }))
        return [];
      return [`${turn.key}: said ${JSON.stringify(said)}, which is no whole answer of the model and one question`];
    });
  },
};

/** Whether a text is one answer of the model, whole, and not parts of several. */
export function isAnswer({
  scene,
  prompt,
  text,
}: {
  scene: Pick<Scene, 'model'>;
  prompt: string;
  text: string;
}): boolean {
  return scene.model.answersTo(prompt).includes(text);
}
