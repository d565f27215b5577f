import { foldCase } from '../condition/fold-case.ts';

/** A typed text as it is compared: case, outer and repeated spaces aside, and however its letters are written (accents, full width, `ß`). */
export function foldText(text: string): string {
  return foldCase(text.normalize('NFKC').trim().replace(/\s+/g, ' '));
}

export function textEquals(left: string, right: string): boolean {
  return foldText(left) === foldText(right);
}
