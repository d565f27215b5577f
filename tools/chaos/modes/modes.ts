import { calm } from './calm.ts';
import { crashPointsMode } from './crash-points.ts';
import type { Mode } from './mode.ts';
import { startTogether } from './start-together.ts';

/** In the order in which they are run. */
export const modes: readonly Mode[] = [startTogether, calm, crashPointsMode];
