import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import { crowd } from '../crowd.ts';
import { BACK_MS, CALM_TURNS, timeToAnswer } from '../time-to-answer.ts';
import { slowness } from '../slowness.ts';
import type { Mode, ModeOptions } from './mode.ts';

const WORD_MS = 15;
/** Time in which things are as usual, between two disturbances. Milliseconds. */
const CALM_MS = 1_500;

/** The database goes away, in every way that it has, and comes back. */
export const database: Mode = {
  name: 'database',
  title: 'connections to the database are cut, it is restarted, and it crashes, while everybody talks',
  async run(options) {
    const { long, random, tally, results, log: _, ...place } = options;
    const cluster = await Cluster.start({ name: 'database', random, replicas: 3, ...place });
    try {
      const audience = new Audience({ name: 'db', cluster, random, tally, folder: results });
      const calmMs = await timeToAnswer({ cluster });
      let over = false;
      const talking = crowd({
        audience,
        random: random.fork(),
        users: long ? 24 : 10,
        wordMs: WORD_MS,
        until: () => over,
      });
      try {
        for (let round = 1; round <= (long ? 8 : 1); round++)
          await disturb({ cluster, options, calmMs, awayMs: long ? random.between(500, 15_000) : 2_000 });
      } finally {
        over = true;
        await talking;
      }
      await audience.recheck();
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'database', what })));
    } finally {
      await cluster.stop();
    }
  },
};

async function disturb(options: {
  cluster: Cluster;
  options: ModeOptions;
  calmMs: number;
  awayMs: number;
}): Promise<void> {
  const { cluster, awayMs } = options;
  const { tally, random } = options.options;
  const ways: [string, () => Promise<void>][] = [
    [
      'cuts of all connections',
      async () => {
        for (let cut = 1; cut <= 3; cut++) {
          tally.add('connections cut', await cluster.database.terminateBackends());
          await sleep(random.between(50, 500));
        }
      },
    ],
    ['database restarts', () => cluster.database.outage({ awayMs })],
    ['database crashes', () => cluster.database.crash()],
  ];
  for (const [what, way] of ways) {
    await sleep(CALM_MS);
    cluster.disturbed();
    await way();
    cluster.disturbed();
    tally.add(what);
    const backMs = await timeToAnswer({ cluster });
    tally.sample('answers after its return', backMs);
    cluster.disturbed();
    if (backMs > BACK_MS * slowness() + CALM_TURNS * options.calmMs)
      tally.violated({ rule: 'degrade', who: what, what: `the first answer came ${backMs} ms after its return` });
  }
}
