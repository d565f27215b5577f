import path from 'node:path';
import { root } from '../lib/root.ts';
import { runToEnd } from './child-process.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { postgresUsage, type Usage, usageOf } from './process-usage.ts';

/** A server that is driven. */
export interface Target {
  url: string;
  pid: number;
  /** Of the PostgreSQL that it writes to. */
  postmaster: number;
}

export interface Measured extends Omit<LoadResult, 'opened'> {
  turnsPerSecond: number;
  /** Milliseconds of CPU a turn. */
  cpu: { api: number; workers: number; postgres: number };
}

/** One run of the load generator, with what its turns cost the processes. */
export async function measure(options: {
  target: Target;
  plan: Omit<LoadPlan, 'url'>;
}): Promise<Measured & Pick<LoadResult, 'opened'>> {
  const { target, plan } = options;
  const usage = () => ({ ...usageOf(target.pid), postgres: postgresUsage(target.postmaster) });
  let begun = usage();
  const text = await runToEnd({
    args: [path.join(root, 'tools', 'bench', 'load.ts'), JSON.stringify({ ...plan, url: target.url })],
    onSignal: () => {
      begun = usage();
    },
  });
  const ended = usage();
  const result: LoadResult = JSON.parse(text);
  const perTurn = (before: Usage, after: Usage) => (after.cpuMs - before.cpuMs) / Math.max(1, result.turns);
  return {
    ...result,
    turnsPerSecond: result.turns / result.seconds,
    cpu: {
      api: perTurn(begun.own, ended.own),
      workers: perTurn(begun.workers, ended.workers),
      postgres: perTurn(begun.postgres, ended.postgres),
    },
  };
}
