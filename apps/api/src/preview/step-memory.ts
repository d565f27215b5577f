import type { StepTrace } from '@patchbay/runtime';
import { LIMITS } from '../limits/limits.ts';

/** A step of a test: as it was, secrets apart, and as it was told. */
export interface KeptStep {
  turnId: string | null;
  step: StepTrace;
  /** The event, JSON. */
  json: string;
}

/** The last steps of a preview, for who looks at it anew and for what is made of it. The oldest go when there are too many, or when they are too large. */
export class StepMemory {
  #steps: KeptStep[] = [];
  #sizes: number[] = [];
  #characters = 0;

  #count = 0;

  get all(): readonly KeptStep[] {
    return this.#steps;
  }

  /** How many there were, those that went included. */
  get count(): number {
    return this.#count;
  }

  /** Those from one count to another, as far as they are still there. */
  between(from: number, to: number): readonly KeptStep[] {
    const gone = this.#count - this.#steps.length;
    return this.#steps.slice(Math.max(0, from - gone), Math.max(0, to - gone));
  }

  add(kept: KeptStep): void {
    const size = JSON.stringify(kept.step).length + kept.json.length;
    this.#steps.push(kept);
    this.#count += 1;
    this.#sizes.push(size);
    this.#characters += size;
    const { steps, stepCharacters } = LIMITS.preview;
    while (this.#steps.length > 1 && (this.#steps.length > steps || this.#characters > stepCharacters)) {
      this.#steps.shift();
      this.#characters -= this.#sizes.shift() ?? 0;
    }
  }
}
