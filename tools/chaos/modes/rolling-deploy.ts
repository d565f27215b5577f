import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import type { User } from '../client/user.ts';
import { Cluster } from '../cluster/cluster.ts';
import { model } from '../flows/model.ts';
import { inParallel } from '../in-parallel.ts';
import type { Mode, ModeOptions } from './mode.ts';

/** An answer goes on long enough to be in writing when its replica is asked to end. Words, milliseconds between them. */
const WORDS = { least: 20, most: 50 };
const WORD_MS = { long: 400, short: 100 };
const OPEN_AT_ONCE = 25;
/** Time in which all talk, before and between the replacements. Milliseconds. */
const CALM_MS = 1_000;

/** A release: each replica is replaced by a new one, while streams are live. */
export const rollingDeploy: Mode = {
  name: 'rolling-deploy',
  title: 'three replicas are replaced one after another, while an answer is written to everybody',
  async run(options) {
    const { long, random, tally, results, log: _, ...place } = options;
    const count = options.sizes.clients ?? (long ? 500 : 40);
    const cluster = await Cluster.start({ name: 'rolling', random, replicas: 3, ...place });
    try {
      const audience = new Audience({ name: 'roll', cluster, random, tally, folder: results });
      const users = Array.from({ length: count }, () => audience.newUser(model));
      await inParallel({ items: users, atOnce: OPEN_AT_ONCE, work: async (user) => void (await user.open()) });
      let over = false;
      const talking = Promise.all(
        users.map((user) => talk({ user, over: () => over, wordMs: long ? WORD_MS.long : WORD_MS.short })),
      );
      try {
        await replaceAll({ cluster, options });
      } finally {
        over = true;
        await talking;
      }
      const broken: string[] = [];
      const work = async (user: User) => {
        tally.add('streams ended to come back', user.history.follows.filter(({ end }) => end === 'whole').length);
        const brokenOff = user.history.follows.filter(({ end }) => end === 'broken').length;
        tally.add('streams broken off', brokenOff);
        // Nobody is killed here: whoever ends says so.
        if (brokenOff > 0)
          tally.violated({ rule: 'deploy', who: user.history.name, what: `${brokenOff} of its streams broke off` });
        if ((await audience.conclude({ user, flow: model })).length > 0) broken.push(user.history.name);
      };
      await inParallel({ items: users, atOnce: OPEN_AT_ONCE, work });
      tally.add('live streams', count);
      tally.add('dropped', broken.length);
      await audience.recheck();
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'rolling-deploy', what })));
    } finally {
      await cluster.stop();
    }
  },
};

// One answer after another, so that one is in writing whenever a replica is asked to end.
async function talk(options: { user: User; over: () => boolean; wordMs: number }): Promise<void> {
  const { user, over, wordMs } = options;
  for (let number = 1; !over() || number === 1; number++) {
    const words = user.random.between(WORDS.least, WORDS.most);
    await user.say(`${user.history.name}.${number} words=${words} delay=${wordMs}`, { form: 'stream' });
  }
}

async function replaceAll({ cluster, options }: { cluster: Cluster; options: ModeOptions }): Promise<void> {
  const { tally } = options;
  for (const old of [...cluster.replicas]) {
    await sleep(CALM_MS);
    await cluster.addReplica();
    const began = Date.now();
    await cluster.terminate(old);
    tally.sample('a replica ends', Date.now() - began);
    tally.add('replicas replaced');
  }
  await sleep(CALM_MS);
}
