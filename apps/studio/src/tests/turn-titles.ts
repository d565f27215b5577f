import { isTurnOfUser, type TestTurn } from '@patchbay/api-contract';
import { actText } from './act-text.ts';
import type { TurnLabels } from './labels-in.ts';

/** What happens in each part of a conversation, in words. The turns of the user are numbered, as they are counted everywhere; the greeting is none. */
export function turnTitles({
  turns,
  labelsOf,
}: {
  turns: readonly TestTurn[];
  labelsOf(turn: TestTurn): TurnLabels;
}): string[] {
  let number = 0;
  return turns.map((turn) => {
    const text = actText({ turn, labels: labelsOf(turn) });
    return isTurnOfUser(turn) ? `${++number}. ${text}` : text;
  });
}
