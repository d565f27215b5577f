import type { Audience } from './audience.ts';
import type { ChaosFlow } from './flows/chaos-flow.ts';
import { chaosFlows } from './flows/chaos-flows.ts';
import type { Random } from './random.ts';

/** Flows whose turns call nobody: most of what is said, so that many turns are had in little time. */
const LIGHT = ['chaos-echo', 'chaos-form'];
const LIGHT_SHARE = 0.6;
const LIGHT_TURNS = 16;
const HEAVY_TURNS = 4;

export interface CrowdOptions {
  audience: Audience;
  random: Random;
  /** How many talk at once. */
  users: number;
  wordMs: number;
  /** When nobody begins another conversation. */
  until: () => boolean;
}

/** So many users talk to all bots, one conversation after another; resolves when the last one is over. */
export async function crowd({ audience, random, users, wordMs, until }: CrowdOptions): Promise<void> {
  const one = async (own: Random) => {
    while (!until()) {
      const light = own.chance(LIGHT_SHARE);
      const flow = own.pick(chaosFlows.filter(({ key }) => LIGHT.includes(key) === light));
      await audience.converse({ flow, turns: turnsOf({ flow, own }), wordMs });
    }
  };
  await Promise.all(Array.from({ length: users }, () => one(random.fork())));
}

function turnsOf({ flow, own }: { flow: ChaosFlow; own: Random }): number {
  return own.between(2, LIGHT.includes(flow.key) ? LIGHT_TURNS : HEAVY_TURNS);
}
