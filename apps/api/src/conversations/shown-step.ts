import type { Step } from '@patchbay/api-contract';
import type { StepTrace } from '@patchbay/runtime';
import { censoredObject } from './censored.ts';
import { Cuts } from './cuts.ts';

/** A step of a test as it is told: as short as what a trace keeps of a conversation, with what was cut of it now or before. */
export function shownStep({ cut, ...step }: StepTrace): Step {
  const cuts = new Cuts(cut);
  const seen = censoredObject(JSON.parse(JSON.stringify(step)), cuts) as Step;
  return cuts.places.length > 0 ? { ...seen, cut: cuts.places } : seen;
}
