import type { ChaosFlow, Scene } from '../flows/chaos-flow.ts';
import { checkAnswers, checkOrder } from './check-answers.ts';
import { checkInterruptions, checkRefusals } from './check-interruptions.ts';
import { checkSequence } from './check-sequence.ts';
import { checkShown } from './check-shown.ts';
import { checkTimers } from './check-timers.ts';
import { checkWriting } from './check-writing.ts';
import type { Violation } from './violation.ts';

/** When the surroundings of a conversation were disturbed. Milliseconds since 1970. */
export interface Disturbances {
  killedAtMs: readonly number[];
  /** Kills, starts and returns of the database. */
  disturbedAtMs: readonly number[];
  /** How many times slower than promised the machine may be; 1 where nothing is said. */
  slowness?: number;
}

/** From this slowness on the sandbox may be too busy. */
const STARVED = 2;

/** Holds a conversation that is over against every promise. */
export function inspectConversation({
  flow,
  scene,
  disturbances,
}: {
  flow: ChaosFlow;
  scene: Scene;
  disturbances: Disturbances;
}): Violation[] {
  const { history, stored } = scene;
  const who = history.name;
  const of = (rule: string, complaints: readonly string[]): Violation[] =>
    complaints.map((what) => ({ rule, who, what }));
  const { killedAtMs, disturbedAtMs, slowness = 1 } = disturbances;
  // A machine that others keep busy has no worker for a script in time, of which the flow is told: what follows is not what these flows say.
  const starved = slowness > STARVED && stored.some(({ type, code }) => type === 'error' && code === 'sandbox_busy');
  const timers = flow.timers?.(scene) ?? [];
  return [
    ...of('sequence', checkSequence(stored)),
    ...checkAnswers({ history, stored }).map(({ rule, what }) => ({ rule, who, what })),
    ...of('order', checkOrder({ history, stored })),
    ...of('streams', checkShown({ history, stored })),
    ...of('writing', checkWriting(history)),
    ...of('interrupted', checkInterruptions({ history, stored, killedAtMs })),
    ...of('refused', checkRefusals(history)),
    ...of('timers', checkTimers({ timers, disturbedAtMs, slowness })),
    ...(starved ? [] : of('said and done', flow.inspect(scene))),
  ];
}
