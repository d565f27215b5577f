import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import type { Replica } from '../cluster/replica.ts';
import { chaosFlows } from '../flows/chaos-flows.ts';
import type { Mode, ModeOptions } from './mode.ts';

const TURNS = 3;
const WORD_MS = 15;
/** The longest that what was begun may go on before its process stands still. Milliseconds. */
const MID_RUN_MS = 400;
/** A process stands still for so long, so that most of its leases are over when it wakes; some are not. Milliseconds. */
const STILL_MS = { least: 2_000, most: 8_000 };
/** Time to do harm after it woke up. Milliseconds. */
const AWAKE_MS = 2_000;

/** Processes that stand still in the midst of their work and wake up when others have gone on with it. */
export const zombie: Mode = {
  name: 'zombie',
  title: 'a replica is stopped in the midst of its runs, others take over, and it wakes up late',
  async run(options) {
    const { long, random, tally, results, log: _, ...place } = options;
    const cluster = await Cluster.start({ name: 'zombie', random, replicas: 3, ...place });
    try {
      for (let round = 1; round <= (long ? 20 : 1); round++) await standStill({ cluster, round, options });
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'zombie', what })));
    } finally {
      await cluster.stop();
    }
  },
};

async function standStill(options: { cluster: Cluster; round: number; options: ModeOptions }): Promise<void> {
  const { cluster, round } = options;
  const { random, tally, results, long } = options.options;
  const victim = random.pick(cluster.replicas);
  cluster.balancer.prefer(victim.name);
  const audience = new Audience({ name: `zombie${round}.`, cluster, random, tally, folder: results });
  const users = chaosFlows.flatMap((flow) => Array.from({ length: long ? 3 : 1 }, () => flow));
  const [begins] = [busy(cluster), tally.add('times stopped')];
  const stopped = begins.then(() => stopFor({ cluster, victim, random }));
  await Promise.all([stopped, ...users.map((flow) => audience.converse({ flow, turns: TURNS, wordMs: WORD_MS }))]);
  await sleep(AWAKE_MS);
  await audience.recheck();
}

async function stopFor(options: { cluster: Cluster; victim: Replica; random: ModeOptions['random'] }): Promise<void> {
  const { cluster, victim, random } = options;
  await sleep(random.between(0, MID_RUN_MS));
  victim.pause();
  cluster.disturbed();
  cluster.balancer.prefer(undefined);
  await sleep(random.between(STILL_MS.least, STILL_MS.most));
  victim.resume();
  cluster.disturbed();
}

function busy({ itsm, model }: Cluster): Promise<void> {
  return new Promise((resolve) => {
    const forget = model.onPrompt(() => {
      forget();
      resolve();
    });
    itsm.onRequest = () => resolve();
  });
}
