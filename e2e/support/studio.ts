import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { type Administer, administerIn } from './administrator.ts';
import { makeAdministrator } from './make-administrator.ts';
import { type Patchbay, startPatchbay } from './start-patchbay.ts';

export interface Studio {
  patchbay: Patchbay;
  context: BrowserContext;
  page: Page;
  /** Errors and warnings of the console, and errors that nobody caught. */
  faults: string[];
  /** Calls of the default workspace. */
  administer: Administer;
  makeFlow(flow: FlowDocument): Promise<void>;
  draft(key: string): Promise<FlowDocument>;
  close(): Promise<void>;
}

/** A product of its own, and its first administrator before it. */
export async function openStudio({
  browser,
  width = 1440,
  height = 900,
  touch = false,
  env,
}: {
  browser: Browser;
  width?: number;
  height?: number;
  /** A device whose pointer is a finger. */
  touch?: boolean;
  env?: Record<string, string>;
}): Promise<Studio> {
  const patchbay = await startPatchbay(env ? { env } : {});
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-US',
    reducedMotion: 'reduce',
    hasTouch: touch,
    isMobile: touch,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  watch({ page, faults });
  await makeAdministrator({ page, patchbay });
  const administer = administerIn({ context, patchbay });
  const makeFlow = async (flow: FlowDocument) => {
    const { status, body } = await administer('POST', '/flows', flow);
    expect(status, JSON.stringify(body)).toBe(201);
  };
  const draft = async (key: string) => (await administer('GET', `/flows/${key}/draft`)).body as FlowDocument;
  const close = async () => {
    await context.close();
    expect(await patchbay.stop()).toBe(0);
  };
  return { patchbay, context, page, faults, administer, makeFlow, draft, close };
}

/** Collects what a page complains of. */
export function watch({ page, faults }: { page: Page; faults: string[] }): void {
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
}
