import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Patchbay } from './start-patchbay.ts';

interface ChatPage {
  page: Page;
  complaints: string[];
}

/** A page of a browser of its own, and what its console complained of. */
export async function visitChat({
  browser,
  patchbay,
  options = {},
}: {
  browser: Browser;
  patchbay: Patchbay;
  options?: BrowserContextOptions | undefined;
}): Promise<ChatPage> {
  const context = await browser.newContext({ baseURL: patchbay.url, ...options });
  return watched(await context.newPage());
}

export function watched(page: Page): ChatPage {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

/** Has the flow of the gallery show a component. */
export async function shown(page: Page, id: string): Promise<void> {
  await page.getByRole('button', { name: `Show ${id}`, exact: true }).click();
}
