import type { Identity } from './identity.ts';
import type { Binaries } from './platform-binaries.ts';

/** A data directory, the programs for it, and the user that they run as (undefined: that of this process). */
export interface Cluster {
  directory: string;
  binaries: Binaries;
  identity: Identity | undefined;
}

/** Longest that starting, recovery after a crash included, may take. Milliseconds. */
export const START_MS = 120_000;
