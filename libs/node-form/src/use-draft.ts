import { deepEqual } from '@patchbay/flow-spec';
import { useState } from 'react';

/** A text that is not in the flow, and what the flow had when that began. */
export interface UnsavedText {
  text: string;
  over: unknown;
}

interface Draft {
  text: string;
  /** What the flow has while this is written: what the text stands for, or, where it stands for nothing yet, what it had when that began. */
  over: unknown;
  isSaved: boolean;
}

interface DraftState {
  /** What the field shows. */
  text: string;
  /** The text, where it is not in the flow. */
  unsaved: UnsavedText | undefined;
  /** While the text was not in the flow, the flow got another value here. */
  isMet: boolean;
  /** With `keepsOnly` the text is not saved, whatever it stands for. */
  write(text: string, options?: { keepsOnly: boolean }): void;
  /** Shows what the flow has. */
  drop(): void;
}

/**
 * The text of a field that writes its value with each key, as it is typed. It holds while the flow has the value that it stands for: another value, of someone else or by undo, is shown instead.
 * A text that stands for no value yet is kept over that.
 */
export function useDraft({
  value,
  textOf,
  parse,
  save,
  begun,
}: {
  value: unknown;
  textOf(value: unknown): string;
  /** Undefined for a text that stands for no value. */
  parse(text: string): { value: unknown } | undefined;
  save(value: unknown): void;
  /** A text that was not saved, from before. */
  begun?: UnsavedText | undefined;
}): DraftState {
  const [kept, setKept] = useState<Draft | undefined>(begun && { ...begun, isSaved: false });
  const isSame = kept !== undefined && deepEqual(kept.over, value);
  const draft = kept?.isSaved && !isSame ? undefined : kept;
  return {
    text: draft?.text ?? textOf(value),
    unsaved: draft?.isSaved === false ? draft : undefined,
    isMet: draft?.isSaved === false && !isSame,
    write(text, { keepsOnly } = { keepsOnly: false }) {
      const parsed = keepsOnly ? undefined : parse(text);
      setKept({
        text,
        over: parsed ? parsed.value : draft?.isSaved === false ? draft.over : value,
        isSaved: parsed !== undefined,
      });
      if (parsed) save(parsed.value);
    },
    drop: () => setKept(undefined),
  };
}
