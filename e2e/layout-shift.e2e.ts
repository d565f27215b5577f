import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { openStudio, type Studio } from './support/studio.ts';

// What is shown stays where it is while the rest of a screen comes.

/** What "good" is to web vitals, as a sum of shares of the window. */
const GOOD = 0.1;

let studio: Studio;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
});

test.afterAll(() => studio.close());

test('no screen moves under the eyes of who looks at it', async () => {
  const { patchbay, page } = studio;
  await studio.makeFlow(starterDocument({ key: 'steady', name: 'Steady' }));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Reflect.set(window, 'pbShifts', shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const found: Record<string, number> = {};
  for (const path of ['/flows', '/flows/steady', '/connections', '/conversations', '/settings', '/templates']) {
    await page.goto(`${patchbay.url}${path}`, { waitUntil: 'networkidle' });
    await expect(page.locator('main').first()).toBeVisible();
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    found[path] = await page.evaluate(() => (Reflect.get(window, 'pbShifts') as number[]).reduce((a, b) => a + b, 0));
  }
  console.log(`Layout shift: ${JSON.stringify(found)}`);
  expect(Object.entries(found).filter(([, shift]) => shift >= GOOD)).toEqual([]);
});
