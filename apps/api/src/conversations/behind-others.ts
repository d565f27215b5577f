const waiting: (() => void)[] = [];
/** Of those who wait, how many go on in one round: the more there are, the more they have waited. */
const SHARE = 0.25;

/**
 * Resolves when this process has worked off what others wait for: after what came in, some of those who wait in each round of the event loop. Work that nobody waits for to see a
 * first word goes behind it, so that on a busy process first words do not wait for the ends of other answers. On an idle one it takes microseconds.
 */
export function behindOthers(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(next);
  });
}

function next(): void {
  for (const resolve of waiting.splice(0, Math.ceil(waiting.length * SHARE))) resolve();
  if (waiting.length > 0) setImmediate(next);
}
