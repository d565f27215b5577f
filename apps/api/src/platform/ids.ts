import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** New ids: UUIDv7, rising with time. */
export interface Ids {
  next(): string;
}
export const IDS = Symbol('ids');

const RANDOM_BYTES = 16;
// Random bytes for many ids are asked for at once: a call for each costs more than the rest of an id.
const pool = new Uint8Array(RANDOM_BYTES * 256);
let used = pool.length;

export const uuids: Ids = {
  next() {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;
    return v7({ random });
  },
};
