import type { ChaosFlow } from './chaos-flow.ts';
import { documentOf } from './document-of.ts';
import { differing, eventsOfTurn, textOfTurn, textsSaid } from './turn-events.ts';

const document = documentOf({
  key: 'chaos-echo',
  nodes: {
    start: { type: 'start', greeting: 'Say something.', waitForMessage: true },
    reply: { type: 'message', text: 'You said: {{ message.text }}' },
  },
  edges: ['start > reply'],
});

/** Turns that call nobody, one commit each; some are sent before the one before is answered. */
export const echo: ChaosFlow = {
  key: document.key,
  documents: [document],
  passes: ['settle.before', 'settle.after'],
  async play({ user, turns }) {
    await user.open();
    const { name } = user.history;
    for (let number = 1; number <= turns; number++) {
      const text = `${name} says ${number}`;
      if (number === turns && user.random.chance(0.3)) await user.say(text, { leaves: true });
      else if (user.random.chance(0.3)) {
        const first = user.send({ text }, { form: 'stream' });
        await first.accepted;
        await Promise.all([first.answered, user.say(`${text} and more`)]);
      } else await user.say(text);
    }
  },
  inspect({ history, stored }) {
    return history.turns.flatMap((turn) =>
      differing(turn.key, {
        said: textsSaid(eventsOfTurn({ turn, stored })),
        wanted: [`You said: ${textOfTurn(turn)}`],
      }),
    );
  },
};
