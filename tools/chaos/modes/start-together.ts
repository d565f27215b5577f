import { Cluster } from '../cluster/cluster.ts';
import type { Mode } from './mode.ts';

const ROUNDS = 5;

/** As an installation with several replicas begins: migrations, the first administrator and the examples are made once, whoever is first. */
export const startTogether: Mode = {
  name: 'start-together',
  title: 'three replicas are started at once on an empty database, again and again',
  longOnly: true,
  async run({ random, tally, log: _, results: __, ...place }) {
    for (let round = 1; round <= ROUNDS; round++) {
      try {
        const cluster = await Cluster.start({ name: `start${round}`, random, replicas: 3, together: true, ...place });
        tally.add('clusters started');
        await cluster.stop();
      } catch (error) {
        tally.violated({
          rule: 'process',
          who: `start ${round}`,
          what: error instanceof Error ? error.message : String(error),
        });
      }
    }
  },
};
