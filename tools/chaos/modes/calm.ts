import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import { chaosFlows } from '../flows/chaos-flows.ts';
import type { Mode } from './mode.ts';

/** Nothing dies: what is wrong here is wrong without any chaos. */
export const calm: Mode = {
  name: 'calm',
  title: 'three replicas are started at once on an empty database, and nothing dies: users everywhere',
  async run({ long, random, tally, results, log, ...place }) {
    const cluster = await Cluster.start({ name: 'calm', random, replicas: 3, together: true, ...place });
    try {
      const audience = new Audience({ name: 'calm', cluster, random, tally, folder: results });
      const rounds = long ? 8 : 2;
      for (let round = 0; round < rounds; round++)
        await Promise.all(chaosFlows.map((flow) => audience.converse({ flow, turns: 6, wordMs: 10 })));
      await audience.recheck();
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'calm', what })));
    } finally {
      await cluster.stop();
    }
  },
};
