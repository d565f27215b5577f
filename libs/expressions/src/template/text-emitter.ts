import { LimitPassed } from './limit-passed.ts';
import { printValue } from './print-value.ts';
import type { RenderContext } from './render-context.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/** Gathers what a template, or a `capture` in it, writes. LiquidJS counts none of it. */
export class TextEmitter {
  buffer = '';
  readonly #context: RenderContext;

  constructor(context: RenderContext) {
    this.#context = context;
  }

  write(value: unknown): void {
    const text = typeof value === 'string' ? value : printValue(value);
    this.#context.spend(text.length);
    this.buffer += text;
    if (this.buffer.length > TEMPLATE_LIMITS.outputCharacters) throw new LimitPassed();
  }
}
