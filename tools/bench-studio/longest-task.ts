import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  /** Of it, on a processor: what other work on the machine does not add to. */
  tdur?: number;
  args?: { name?: string };
}

/** Longest task of the page's main thread while something is done, in ms, by the clock and by the processor, and how many were over 50, from Chromium's own trace. */
export async function longestTask({
  browser,
  page,
  during,
}: {
  browser: Browser;
  page: Page;
  during(): Promise<void>;
}): Promise<{ longest: number; processor: number; over50: number }> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] });
  await during();
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map((event) => `${event.pid} ${event.tid}`),
  );
  const tasks = traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(`${event.pid} ${event.tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ clock: dur / 1_000, processor: tdur / 1_000 }));
  return {
    longest: tasks.reduce((most, one) => Math.max(most, one.clock), 0),
    processor: tasks.reduce((most, one) => Math.max(most, one.processor), 0),
    over50: tasks.filter((task) => task.clock > 50).length,
  };
}
