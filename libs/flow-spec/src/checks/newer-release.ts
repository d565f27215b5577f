import { PRODUCT_VERSION } from '../document-limits.ts';

/** Whether a document's `minVersion` asks for a newer release than this one. What is no version is taken for a newer one. */
export function needsNewerRelease(version: string): boolean {
  const wanted = version.split('.').map(Number);
  const have = PRODUCT_VERSION.split('.').map(Number);
  for (let index = 0; index < 3; index++) {
    const a = wanted[index] ?? 0;
    const b = have[index] ?? 0;
    if (Number.isNaN(a)) return true;
    if (a !== b) return a > b;
  }
  return false;
}
