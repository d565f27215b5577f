/// <reference lib="dom" />
import type { Page } from '@playwright/test';

export interface Frames {
  /** Frames a second while it was watched. */
  perSecond: number;
  /** Longest time from one frame to the next, in ms, and how many were over 50. */
  longest: number;
  over50: number;
}

/** Counts the frames that the page draws while something is done to it. */
export async function watchFrames({ page, during }: { page: Page; during(): Promise<void> }): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (time: number) => {
      times.push(time);
      if (Reflect.get(window, 'pbFrames') === times) requestAnimationFrame(tick);
    };
    Reflect.set(window, 'pbFrames', times);
    requestAnimationFrame(tick);
  });
  await during();
  const times = await page.evaluate((): number[] => {
    const found: unknown = Reflect.get(window, 'pbFrames');
    Reflect.set(window, 'pbFrames', undefined);
    return Array.isArray(found) ? found : [];
  });
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return {
    perSecond: span === 0 ? 0 : (gaps.length / span) * 1_000,
    longest: Math.max(0, ...gaps),
    over50: gaps.filter((gap) => gap > 50).length,
  };
}
