import { isTurnOfUser, type TestTurn } from '@patchbay/api-contract';
import { actText } from './act-text.ts';

/** What happens in each part of a conversation, in words. The turns of the user are numbered, as they are counted everywhere; the greeting is none. */
export function turnTitles(turns: readonly TestTurn[]): string[] {
  let number = 0;
  return turns.map((turn) => (isTurnOfUser(turn) ? `${++number}. ${actText(turn)}` : actText(turn)));
}
