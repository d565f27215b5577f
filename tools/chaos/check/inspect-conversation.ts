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
}

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
  const { killedAtMs, disturbedAtMs } = disturbances;
  const timers = flow.timers?.(scene) ?? [];
  return [
    ...of('sequence', checkSequence(stored)),
    ...checkAnswers({ history, stored }).map(({ rule, what }) => ({ rule, who, what })),
    ...of('order', checkOrder({ history, stored })),
    ...of('streams', checkShown({ history, stored })),
    ...of('writing', checkWriting(history)),
    ...of('interrupted', checkInterruptions({ history, stored, killedAtMs })),
    ...of('refused', checkRefusals(history)),
    ...of('timers', checkTimers({ timers, disturbedAtMs })),
    ...of('said and done', flow.inspect(scene)),
  ];
}
