/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from '@playwright/test';

const EDITS = 120;

/**
 * How long it takes from a key in one browser until the other one has painted what it changed: 95th of so many, in ms. Both run on one machine, so that their clocks are one; the
 * time is from the browser's own event to the frame after the change.
 */
export async function remoteEdit({
  browser,
  url,
  flowKey,
  storageState,
}: {
  browser: Browser;
  url: string;
  flowKey: string;
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>;
}): Promise<number> {
  const contexts = [await browser.newContext({ storageState }), await browser.newContext({ storageState })];
  try {
    const [writer, reader] = await Promise.all(contexts.map((context) => openEditor({ context, url, flowKey })));
    if (!writer || !reader) throw new Error('Two pages were asked for.');
    // Opening is measured elsewhere.
    await writer.waitForTimeout(1_500);
    await writer.evaluate(() => {
      Reflect.set(window, 'pbKeys', []);
      window.addEventListener(
        'keydown',
        (event) => Reflect.get(window, 'pbKeys').push(performance.timeOrigin + event.timeStamp),
        true,
      );
    });
    await reader.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('.pb-side [data-path="text"] textarea');
      let seen = field?.value;
      const times: number[] = [];
      Reflect.set(window, 'pbSeen', times);
      // In each frame: the value that was drawn in the one before is on the screen.
      const look = () => {
        if (field?.value !== seen) {
          seen = field?.value;
          requestAnimationFrame(() => times.push(performance.timeOrigin + performance.now()));
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    for (let edit = 0; edit < EDITS; edit++) {
      await writer.keyboard.press('x');
      // Each is seen before the next one is made.
      await reader.waitForFunction((count) => Reflect.get(window, 'pbSeen').length > count, edit, { polling: 20 });
    }
    const sent: number[] = await writer.evaluate(() => Reflect.get(window, 'pbKeys'));
    const seen: number[] = await reader.evaluate(() => Reflect.get(window, 'pbSeen'));
    const times = seen.map((at, index) => at - (sent[index] ?? Number.NaN)).toSorted((a, b) => a - b);
    return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  } finally {
    for (const context of contexts) await context.close();
  }
}

async function openEditor({
  context,
  url,
  flowKey,
}: {
  context: BrowserContext;
  url: string;
  flowKey: string;
}): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/flows/${flowKey}`);
  await page.locator('.react-flow__node[data-id="n1"]').click();
  await page.getByRole('textbox', { name: 'Text' }).click();
  await page.getByRole('list', { name: 'Also here' }).waitFor();
  return page;
}
