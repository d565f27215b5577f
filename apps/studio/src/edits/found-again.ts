import type { Found } from './find-texts.ts';

/** Which of what is found now is the one that was chosen before: where it stood, unless what stands there now is another one of the same item that has moved. −1 where it is gone. */
export function foundAgain({ found, chosen }: { found: readonly Found[]; chosen: Found | undefined }): number {
  if (!chosen) return -1;
  const { itemId, language, path, text } = chosen;
  const within = (one: Found) => one.itemId === itemId && one.language === language;
  const at = found.findIndex((one) => within(one) && one.path === path);
  if (found[at]?.text === text) return at;
  const moved = found.findIndex((one) => within(one) && one.text === text);
  return moved < 0 ? at : moved;
}
