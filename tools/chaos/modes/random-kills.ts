import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import { TakeoverWatch } from '../cluster/takeover-watch.ts';
import { crowd } from '../crowd.ts';
import type { Random } from '../random.ts';
import { slowness } from '../slowness.ts';
import type { Mode, ModeOptions } from './mode.ts';

const WORD_MS = 15;
const MINUTE_MS = 60_000;
/** Pauses between kills. Milliseconds. */
const PAUSE_MS = { least: 200, most: 1_800 };
/** How far turns may be ahead of kills, as a share of all. */
const AHEAD = 0.03;
/** Nine takeovers of ten and a half are over by then. Milliseconds. */
const TAKEOVER_MS = 5_000;

interface Size {
  kills: number;
  turns: number;
  /** The least and the most time that it goes on. */
  minutes: number;
  mostMinutes: number;
  users: number;
}

/** Replicas are killed whenever it happens, and come back. */
export const randomKills: Mode = {
  name: 'random-kills',
  title: 'any of three replicas is killed, again and again, while everybody talks',
  async run(options) {
    const { random, tally, results, log: _, ...place } = options;
    const size = sizeOf(options);
    const cluster = await Cluster.start({ name: 'kills', random, replicas: 3, ...place });
    const watch = new TakeoverWatch({ cluster, tally });
    try {
      const audience = new Audience({ name: 'kill', cluster, random, tally, folder: results });
      const began = Date.now();
      const count = (what: string) => tally.counts.get(what) ?? 0;
      const over = () => {
        const minutes = (Date.now() - began) / MINUTE_MS;
        const enough = count('kills') >= size.kills && count('turns') >= size.turns && minutes >= size.minutes;
        return enough || minutes >= size.mostMinutes;
      };
      // Turns and kills reach their numbers together: users who never pause would leave a small machine no time to start what was killed.
      const isAhead = () => count('turns') / size.turns > count('kills') / size.kills + AHEAD;
      await Promise.all([
        crowd({ audience, random: random.fork(), users: size.users, wordMs: WORD_MS, until: over, enough: isAhead }),
        killer({ cluster, random: random.fork(), tally, over }),
      ]);
      await audience.recheck();
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'random-kills', what })));
      late(options);
      if (count('kills') < size.kills || count('turns') < size.turns) short({ options, size });
    } finally {
      await watch.stop();
      await cluster.stop();
    }
  },
};

function sizeOf({ long, sizes }: ModeOptions): Size {
  const usual: Size = long
    ? { kills: 300, turns: 20_000, minutes: 10, mostMinutes: 60, users: 32 }
    : { kills: 5, turns: 150, minutes: 0, mostMinutes: 0.5, users: 12 };
  const { kills = usual.kills, turns = usual.turns, minutes, clients = usual.users } = sizes;
  return {
    ...{ kills, turns, users: clients },
    minutes: minutes === undefined ? usual.minutes : 0,
    mostMinutes: minutes ?? usual.mostMinutes,
  };
}

// Two are always there; the one that is missing is on its way.
async function killer(options: {
  cluster: Cluster;
  random: Random;
  tally: ModeOptions['tally'];
  over: () => boolean;
}): Promise<void> {
  const { cluster, random, tally, over } = options;
  while (!over()) {
    await sleep(random.between(PAUSE_MS.least, PAUSE_MS.most));
    await cluster.kill(random.pick(cluster.replicas));
    tally.add('kills');
    await cluster.addReplica();
  }
}

// The short form ends by its time.
function short({ options: { long, tally, sizes }, size }: { options: ModeOptions; size: Size }): void {
  if (long && sizes.minutes === undefined)
    tally.violated({
      rule: 'mode',
      who: 'random-kills',
      what: `not ${size.kills} kills and ${size.turns} turns in time`,
    });
}

function late({ tally }: ModeOptions): void {
  const found = tally.quantile('takeover after a kill', 0.95);
  const allowed = TAKEOVER_MS * slowness();
  if (found !== undefined && found > allowed)
    tally.violated({ rule: 'takeover', who: 'random-kills', what: `95 % are taken over within ${found} ms only` });
}
