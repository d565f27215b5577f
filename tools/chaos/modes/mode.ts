import type { Offspring } from '../cluster/offspring.ts';
import type { Random } from '../random.ts';
import type { Tally } from '../tally.ts';

export interface ModeOptions {
  /** The short form is a sample of the long one. */
  long: boolean;
  random: Random;
  tally: Tally;
  /** Folder of the built API. */
  api: string;
  /** Where databases and data live while it runs. */
  folder: string;
  /** Where histories go in which something is wrong. */
  results: string;
  offspring: Offspring;
  /** Sizes that were asked for in place of the usual ones. */
  sizes: Sizes;
  log: (text: string) => void;
}

export interface Sizes {
  points?: readonly string[];
  flows?: readonly string[];
  kills?: number;
  turns?: number;
  minutes?: number;
  clients?: number;
}

/** One way of hurting a cluster. */
export interface Mode {
  name: string;
  /** What it does, in a line. */
  title: string;
  /** Left out of the short form, where another mode does a bit of the same. */
  longOnly?: boolean;
  run(options: ModeOptions): Promise<void>;
}
