import { v7 } from 'uuid';

/** New ids: UUIDv7, rising with time. */
export interface Ids {
  next(): string;
}
export const IDS = Symbol('ids');

export const uuids: Ids = { next: () => v7() };
