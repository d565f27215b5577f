import { LimitPassed } from './limit-passed.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/** Refuses a search that V8 may need the product of both lengths for (`aaa…` for `aa…b…aa`). */
export function checkSearch({ text, sought }: { text: string; sought: string }): void {
  if (text.length * sought.length > TEMPLATE_LIMITS.searchSteps && sought.length < text.length)
    throw new LimitPassed('The template searches a long text for a long text.');
}
