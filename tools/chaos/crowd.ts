import { setTimeout as sleep } from 'node:timers/promises';
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
  /** Whether most users wait before their next conversation, because enough was said for now. */
  enough?: () => boolean;
}

/** Users who never wait, and how long the others do before they look again. Milliseconds. */
const ALWAYS = 2;
const LOOK_MS = 200;

/** So many users talk to all bots, one conversation after another; resolves when the last one is over. */
export async function crowd({ audience, random, users, wordMs, until, enough }: CrowdOptions): Promise<void> {
  const one = async (own: Random, index: number) => {
    while (!until()) {
      if (index >= ALWAYS && enough?.()) {
        await sleep(LOOK_MS);
        continue;
      }
      const light = own.chance(LIGHT_SHARE);
      const flow = own.pick(chaosFlows.filter(({ key }) => LIGHT.includes(key) === light));
      await audience.converse({ flow, turns: turnsOf({ flow, own }), wordMs });
    }
  };
  await Promise.all(Array.from({ length: users }, (_, index) => one(random.fork(), index)));
}

function turnsOf({ flow, own }: { flow: ChaosFlow; own: Random }): number {
  return own.between(2, LIGHT.includes(flow.key) ? LIGHT_TURNS : HEAVY_TURNS);
}
