import type { Page } from '@playwright/test';

// The emulation of a lost network leaves WebSockets alone, and may forget what it told the page: the page itself is told.

/** Takes the network from a page and its context; lines say so in the console. */
export async function cutOff(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    window.dispatchEvent(new Event('offline'));
  });
  await page.context().setOffline(true);
}

export async function bringBack(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await page.evaluate(() => {
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  });
}
