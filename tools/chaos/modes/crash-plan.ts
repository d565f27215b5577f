import { type CrashPoint, crashPoints } from '../../../apps/api/src/platform/crash-points.ts';
import type { ChaosFlow } from '../flows/chaos-flow.ts';
import { chaosFlows } from '../flows/chaos-flows.ts';
import type { Random } from '../random.ts';
import type { Sizes } from './mode.ts';

/** `restart`: the process that died comes back, and nobody else is there. `takeover`: others are there. */
export type After = 'restart' | 'takeover';

export interface CrashRun {
  point: CrashPoint;
  passing: number;
  after: After;
  flow: ChaosFlow;
}

/** Points that a run passes when it is taken over. */
export const takeoverPoints: readonly CrashPoint[] = ['takeover.before', 'takeover.after'];
/** Passed only by a process that is asked to end. */
export const handoverPoint: CrashPoint = 'handover.after';

/** Every point, with every flow that passes it, both ways, at the first passings; shuffled. `most` cuts it, so that each point stays in it. */
export function crashPlan({
  random,
  passings,
  sizes,
  most = Number.POSITIVE_INFINITY,
}: {
  random: Random;
  passings: number;
  sizes: Sizes;
  most?: number;
}): CrashRun[] {
  const points = namesOf(crashPoints).filter(
    (point) => point !== handoverPoint && (sizes.points?.includes(point) ?? true),
  );
  const flows = chaosFlows.filter(({ key }) => sizes.flows?.includes(key) ?? true);
  const all = points.flatMap((point) =>
    flows
      .filter((flow) => passesOf(flow).includes(point))
      .flatMap((flow) =>
        (['restart', 'takeover'] as const).flatMap((after) =>
          Array.from({ length: passings }, (_, index): CrashRun => ({ point, passing: index + 1, after, flow })),
        ),
      ),
  );
  const shuffled = all
    .map((run) => ({ run, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ run }) => run);
  if (shuffled.length <= most) return shuffled;
  // First one of each point, then whatever comes.
  const first = shuffled.filter((run, index) => shuffled.findIndex(({ point }) => point === run.point) === index);
  return [...first, ...shuffled.filter((run) => !first.includes(run))].slice(0, most);
}

/** Ends by request that end too soon: of runs that outlast the time that a process is given to end them itself. */
export function handoverPlan({ flow, sizes, times }: { flow: ChaosFlow; sizes: Sizes; times: number }): CrashRun[] {
  if (!(sizes.points?.includes(handoverPoint) ?? true) || !(sizes.flows?.includes(flow.key) ?? true)) return [];
  return (['restart', 'takeover'] as const).flatMap((after) =>
    Array.from({ length: times }, (): CrashRun => ({ point: handoverPoint, passing: 1, after, flow })),
  );
}

function passesOf({ passes }: ChaosFlow): readonly CrashPoint[] {
  return passes.includes('hold.after') ? [...passes, ...takeoverPoints] : passes;
}

function namesOf(points: Readonly<Record<CrashPoint, string>>): CrashPoint[] {
  const isPoint = (name: string): name is CrashPoint => Object.hasOwn(points, name);
  return Object.keys(points).filter(isPoint);
}
