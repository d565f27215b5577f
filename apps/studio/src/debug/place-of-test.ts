import type { Step } from '@patchbay/api-contract';
import type { DebugView } from './debug-store.ts';

/** The flow whose variables a test holds now, and how deep it was called: where the test stands still or waits, else the tested flow itself. */
export function placeOfTest({
  debug,
  steps,
  flowKey,
}: Pick<DebugView, 'debug'> & { steps: readonly Step[]; flowKey: string }): { flow: string; depth: number } {
  const last = steps.at(-1);
  const at = debug?.paused ?? (last?.outcome === 'wait' ? last : undefined);
  return at ? { flow: at.flow, depth: at.depth } : { flow: flowKey, depth: 0 };
}
