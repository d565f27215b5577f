import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import type { Replica } from '../cluster/replica.ts';
import { inParallel } from '../in-parallel.ts';
import { model } from '../flows/model.ts';
import { type CrashRun, crashPlan, handoverPlan, handoverPoint, takeoverPoints } from './crash-plan.ts';
import type { Mode, ModeOptions } from './mode.ts';

const TURNS = 3;
/** Each point at least once. */
const SHORT_RUNS = 18;
/** In the long form each point is armed for its first so many passings: about a quarter of these do not come, and so many crashes are to be had at least. */
const LONG_PASSINGS = 6;
const LEAST_CRASHES = 400;
const WORD_MS = 15;
/** Runs at once where others take over. */
const AT_ONCE = 3;
/** The longest that what was begun may go on before it is broken off. Milliseconds. */
const MID_RUN_MS = 150;
/** An answer so slow that it is in writing still when a process that was asked to end waits no longer. Milliseconds between words. */
const SLOW_WORD_MS = 1_500;

/** The process ends at each named point, and comes back or is replaced by another. */
export const crashPointsMode: Mode = {
  name: 'crash-points',
  title: 'the process ends at each named point; it restarts alone, or another takes over',
  async run(options) {
    const { long, random, tally, sizes } = options;
    const handovers = long ? handoverPlan({ flow: model, sizes, times: 4 }) : [];
    const plan = [
      ...crashPlan({ random, sizes, passings: long ? LONG_PASSINGS : 1, ...(long ? {} : { most: SHORT_RUNS }) }),
      ...handovers,
    ];
    await Promise.all([
      takeovers({ ...options, plan: plan.filter(({ after, point }) => after === 'takeover' && !isElsewhere(point)) }),
      alone({
        ...options,
        name: 'alone1',
        plan: plan.filter(({ after, point }) => after === 'restart' && !isElsewhere(point)),
      }),
      alone({ ...options, name: 'alone2', plan: plan.filter(({ point }) => isElsewhere(point)) }),
    ]);
    const met = new Set([...tally.counts.keys()].flatMap((name) => /^died at (\S+)$/.exec(name)?.[1] ?? []));
    for (const { point } of plan) {
      if (!met.has(point)) tally.violated({ rule: 'mode', who: point, what: 'no run of the plan came to this point' });
      met.add(point);
    }
    const crashes = tally.counts.get('crashes') ?? 0;
    if (long && !sizes.points && !sizes.flows && crashes < LEAST_CRASHES)
      tally.violated({ rule: 'mode', who: 'crash-points', what: `${crashes} crashes, of ${LEAST_CRASHES} at least` });
    condense(options);
  },
};

type Lane = ModeOptions & { plan: readonly CrashRun[] };

// One replica stays; the others, each with a conversation of its own, die.
async function takeovers({ plan, ...options }: Lane): Promise<void> {
  if (plan.length === 0) return;
  const { random, tally, results, log: _, ...place } = options;
  const cluster = await Cluster.start({ name: 'takeover', random, replicas: 1, ...place });
  try {
    let count = 0;
    const work = async (run: CrashRun) => {
      const victim = await cluster.addReplica({ armed: true, env: { PATCHBAY_CRASH_POINT: armedOf(run) } });
      const port = () => (victim.alive ? victim.port : cluster.port());
      const audience = new Audience({ name: `t${++count}.`, cluster, random, tally, folder: results, port });
      await audience.converse({ flow: run.flow, turns: TURNS, wordMs: WORD_MS });
      await over({ cluster, victim, run, options });
    };
    await inParallel({ items: plan, atOnce: AT_ONCE, work });
    report({ cluster, options });
  } finally {
    await cluster.stop();
  }
}

// Nobody but the process that dies, and the one that comes after it.
async function alone({ plan, name, ...options }: Lane & { name: string }): Promise<void> {
  if (plan.length === 0) return;
  const { random, tally, results, log: _, ...place } = options;
  const cluster = await Cluster.start({ name, random, replicas: 1, ...place });
  try {
    let count = 0;
    const emptied = () => Promise.all(cluster.replicas.map((replica) => cluster.kill(replica)));
    const newAudience = () => new Audience({ name: `${name}.${++count}.`, cluster, random, tally, folder: results });
    for (const run of plan) {
      await emptied();
      const audience = newAudience();
      if (isTakeover(run.point)) {
        if (await diesTwice({ cluster, run, audience, options })) continue;
        await emptied();
        await diesTwice({ cluster, run, audience: newAudience(), options, held: true });
        continue;
      }
      if (run.point === handoverPoint) {
        await diesOnLeaving({ cluster, run, audience, options });
        continue;
      }
      const victim = await cluster.addReplica({ armed: true, env: { PATCHBAY_CRASH_POINT: armedOf(run) } });
      const back = victim.ended.then(() => cluster.addReplica());
      await audience.converse({ flow: run.flow, turns: TURNS, wordMs: WORD_MS });
      await over({ cluster, victim, run, options });
      await back;
    }
    report({ cluster, options });
  } finally {
    await cluster.stop();
  }
}

/**
 * The first process dies in the midst of a run, the one that takes it over dies at the point, and the third goes on. False where the run was over before, as on a
 * fast machine, or where the second one had it from the beginning, as may be with a timer. `held`: neither can be, since nothing outside answers before the first
 * process is dead, and it is alone until it has begun.
 */
async function diesTwice(options: {
  cluster: Cluster;
  run: CrashRun;
  audience: Audience;
  options: ModeOptions;
  held?: boolean;
}): Promise<boolean> {
  const { cluster, run, audience, held = false } = options;
  let died = false;
  const first = await cluster.addReplica();
  const arm = () => cluster.addReplica({ armed: true, env: { PATCHBAY_CRASH_POINT: armedOf({ ...run, passing: 1 }) } });
  const release = held ? hold(cluster) : () => {};
  // In the way of a take-over the second one is there before the first one dies.
  let there = run.after === 'takeover' && !held ? await arm() : undefined;
  cluster.balancer.prefer(first.name);
  const midRun = whenMidRun(cluster);
  const dies = midRun.then(async () => {
    if (run.after === 'takeover' && held) there = await arm();
    if (!held) await sleep(options.options.random.between(0, MID_RUN_MS));
    await cluster.kill(first);
    release();
    const second = there ?? (await arm());
    await Promise.race([second.ended, sleep(20_000)]);
    died = await over({ cluster, victim: second, run, options: options.options });
    await cluster.addReplica();
  });
  await Promise.all([dies, audience.converse({ flow: run.flow, turns: TURNS, wordMs: WORD_MS })]);
  cluster.balancer.prefer(undefined);
  return died;
}

// A process that is asked to end lets go of its run, and dies as soon as that is kept.
async function diesOnLeaving(options: {
  cluster: Cluster;
  run: CrashRun;
  audience: Audience;
  options: ModeOptions;
}): Promise<void> {
  const { cluster, run, audience } = options;
  const victim = await cluster.addReplica({ armed: true, env: { PATCHBAY_CRASH_POINT: armedOf(run) } });
  if (run.after === 'takeover') await cluster.addReplica();
  cluster.balancer.prefer(victim.name);
  const dies = whenMidRun(cluster).then(async () => {
    await victim.terminate();
    await over({ cluster, victim, run, options: options.options });
    if (run.after === 'restart') await cluster.addReplica();
  });
  await Promise.all([dies, audience.converse({ flow: run.flow, turns: 1, wordMs: SLOW_WORD_MS })]);
  cluster.balancer.prefer(undefined);
}

function hold({ itsm, model }: Cluster): () => void {
  const releases = [itsm.hold(), model.fallSilent()];
  return () => {
    for (const release of releases) release();
  };
}

function whenMidRun({ itsm, model }: Cluster): Promise<void> {
  return new Promise((resolve) => {
    const forget = model.onPrompt(() => {
      forget();
      resolve();
    });
    itsm.onRequest = () => resolve();
  });
}

async function over(options: {
  cluster: Cluster;
  victim: Replica;
  run: CrashRun;
  options: ModeOptions;
}): Promise<boolean> {
  const { cluster, victim, run } = options;
  const { tally } = options.options;
  if (victim.end?.signal === 'SIGKILL') {
    tally.add('crashes');
    tally.add(`died at ${run.point}`);
    return true;
  }
  tally.add('points not come to');
  await cluster.kill(victim);
  return false;
}

function report({ cluster, options }: { cluster: Cluster; options: ModeOptions }): void {
  options.tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'crash-points', what })));
}

// The table shows the sum; which point how often is of interest only when it is none.
function condense({ tally, log }: ModeOptions): void {
  for (const [name, count] of [...tally.counts]) {
    if (!name.startsWith('died at ')) continue;
    log(`${name}: ${count}`);
    tally.counts.delete(name);
  }
}

function armedOf({ point, passing }: CrashRun): string {
  return `${point}:${passing}`;
}

function isElsewhere(point: CrashRun['point']): boolean {
  return isTakeover(point) || point === handoverPoint;
}

function isTakeover(point: CrashRun['point']): boolean {
  return takeoverPoints.includes(point);
}
