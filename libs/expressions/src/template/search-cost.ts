import { LimitPassed } from './limit-passed.ts';
import type { RenderTime } from './render-time.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

const COMPARISONS_A_STEP = 20_000;

/** Refuses a search that V8 may need the product of both lengths for (`aaa…` for `aa…b…aa`), and counts what it may take. */
export function checkSearch({ text, sought, time }: { text: string; sought: string; time: RenderTime }): void {
  const comparisons = sought.length < text.length ? text.length * sought.length : text.length;
  if (comparisons > TEMPLATE_LIMITS.searchSteps)
    throw new LimitPassed('The template searches a long text for a long text.');
  time.check(1 + comparisons / COMPARISONS_A_STEP);
}
