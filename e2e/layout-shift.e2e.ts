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

test('the shapes of the frame are drawn before any code or style is there, in the colours that one keeps, where the frame will stand', async () => {
  const { patchbay, page } = studio;
  for (const { system, kept, page: colour } of [
    { system: 'light', kept: undefined, page: 'rgb(255, 255, 255)' },
    { system: 'dark', kept: undefined, page: 'rgb(36, 36, 36)' },
    { system: 'dark', kept: 'light', page: 'rgb(255, 255, 255)' },
    { system: 'light', kept: 'dark', page: 'rgb(36, 36, 36)' },
  ] as const) {
    await page.emulateMedia({ colorScheme: system });
    await page.evaluate((scheme) => localStorage.setItem('mantine-color-scheme-value', scheme), kept ?? 'auto');
    let arrive = () => undefined as void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(/\/assets\//, async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto(`${patchbay.url}/connections`, { waitUntil: 'commit' });
    const shape = (place: string) => page.locator(`.pb-starting .pb-${place} i`).first();
    await expect(shape('page')).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByName('first-paint').length), { message: 'painted' })
      .toBe(1);
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await background()).toBe(colour);
    const title = (await shape('page').boundingBox())!;
    const left = (await page.locator('.pb-left').boundingBox())!;
    arrive();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toBeVisible();
    await expect(page.locator('.pb-starting')).toHaveCount(0);
    expect(await background()).toBe(colour);
    const there = (await heading.boundingBox())!;
    expect([there.x, there.y, Math.round(there.height)]).toEqual([title.x, title.y, title.height]);
    expect(await page.getByRole('navigation').first().boundingBox()).toEqual(left);
    await page.unroute(/\/assets\//);
  }
  await page.evaluate(() => localStorage.removeItem('mantine-color-scheme-value'));
});
