import { calm } from './calm.ts';
import { crashPointsMode } from './crash-points.ts';
import type { Mode } from './mode.ts';
import { database } from './database.ts';
import { duplicates } from './duplicates.ts';
import { randomKills } from './random-kills.ts';
import { diskFull } from './disk-full.ts';
import { neverReaders } from './never-readers.ts';
import { rollingDeploy } from './rolling-deploy.ts';
import { startTogether } from './start-together.ts';
import { zombie } from './zombie.ts';

/** In the order in which they are run. */
export const modes: readonly Mode[] = [
  startTogether,
  calm,
  duplicates,
  crashPointsMode,
  zombie,
  randomKills,
  database,
  diskFull,
  rollingDeploy,
  neverReaders,
];
