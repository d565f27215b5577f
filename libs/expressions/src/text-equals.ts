/** A typed text as it is compared: case and outer spaces aside, and however its accents are written. */
export function foldText(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

export function textEquals(left: string, right: string): boolean {
  return foldText(left) === foldText(right);
}
