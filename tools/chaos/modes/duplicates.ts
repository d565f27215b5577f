import { Audience } from '../audience.ts';
import type { Violation } from '../check/violation.ts';
import { StormingUser } from '../client/storming-user.ts';
import { Cluster } from '../cluster/cluster.ts';
import { chaosFlows } from '../flows/chaos-flows.ts';
import type { Mode } from './mode.ts';

const AT_ONCE = 100;
const TURNS = 2;
const WORD_MS = 10;

/** The same key many times at once over all replicas: one turn, one answer, each act once. */
export const duplicates: Mode = {
  name: 'duplicates',
  title: `each message is sent ${AT_ONCE} times at once with one key, over three replicas`,
  async run({ long, random, tally, results, log: _, ...place }) {
    const cluster = await Cluster.start({ name: 'duplicates', random, replicas: 3, ...place });
    try {
      const audience = new Audience({ name: 'same', cluster, random, tally, folder: results });
      let next = 0;
      const port = () => cluster.replicas[next++ % cluster.replicas.length]?.port ?? cluster.port();
      for (let round = 1; round <= (long ? 5 : 1); round++) {
        for (const flow of chaosFlows) {
          const name = `same${round}.${flow.key}`;
          const user = new StormingUser({ name, flow: flow.key, port, random: random.fork(), atOnce: AT_ONCE });
          tally.violated(...(await storm({ user, play: () => flow.play({ user, turns: TURNS, wordMs: WORD_MS }) })));
          for (const { key, answers, calls, left } of user.history.turns) {
            // Who went away as soon as the message was accepted waits for no answer.
            const wanted = left ? AT_ONCE - 1 : AT_ONCE;
            tally.add('calls', AT_ONCE);
            if (answers.length < wanted)
              tally.violated({
                rule: 'unanswered',
                who: name,
                what: `${key} has ${answers.length} answers of ${wanted}; its calls ended with ${[...new Set(calls.map(({ status }) => status))].join(', ')}`,
              });
          }
          await audience.conclude({ user, flow });
        }
      }
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'duplicates', what })));
    } finally {
      await cluster.stop();
    }
  },
};

async function storm({ user, play }: { user: StormingUser; play: () => Promise<void> }): Promise<Violation[]> {
  try {
    await play();
    return [];
  } catch (error) {
    return [{ rule: 'accepted', who: user.history.name, what: error instanceof Error ? error.message : String(error) }];
  }
}
