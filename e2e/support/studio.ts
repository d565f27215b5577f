import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { makeAdministrator } from './make-administrator.ts';
import { type Patchbay, startPatchbay } from './start-patchbay.ts';

export interface Studio {
  patchbay: Patchbay;
  context: BrowserContext;
  page: Page;
  /** Errors and warnings of the console, and errors that nobody caught. */
  faults: string[];
  close(): Promise<void>;
}

/** A product of its own, and its first administrator before it. */
export async function openStudio({
  browser,
  width = 1440,
  height = 900,
}: {
  browser: Browser;
  width?: number;
  height?: number;
}): Promise<Studio> {
  const patchbay = await startPatchbay();
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-US',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  watch({ page, faults });
  await makeAdministrator({ page, patchbay });
  const close = async () => {
    await context.close();
    expect(await patchbay.stop()).toBe(0);
  };
  return { patchbay, context, page, faults, close };
}

/** Collects what a page complains of. */
export function watch({ page, faults }: { page: Page; faults: string[] }): void {
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
}
