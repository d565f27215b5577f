import type { MissingWall } from './enclosure.ts';

const names: Record<MissingWall['wall'], string> = {
  user: 'a user of its own for each worker',
  network: 'a network namespace without a way out',
};

/** The walls in words, with why each is missing. */
export function wallsInWords(missing: readonly MissingWall[]): string {
  return missing.map(({ wall, why }) => `${names[wall]} (${why})`).join(', ');
}

/** Scripts are refused, because the sandbox is strict and the system does not give all walls. */
export class MissingWallsError extends Error {
  constructor(missing: readonly MissingWall[]) {
    super(`PATCHBAY_SANDBOX=strict runs no script here, because this is missing: ${wallsInWords(missing)}.`);
    this.name = 'MissingWallsError';
  }
}
