import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { administerIn } from './administrator.ts';
import type { Patchbay } from './start-patchbay.ts';

const password = 'correct horse battery';

/** Makes an account in the default workspace and signs it in, in a browser of its own. `page` is an administrator's. */
export async function signInColleague({
  browser,
  page,
  patchbay,
  name,
  role = 'editor',
}: {
  browser: Browser;
  page: Page;
  patchbay: Patchbay;
  name: string;
  role?: 'editor' | 'viewer';
}): Promise<{ context: BrowserContext; page: Page }> {
  const email = `${name.toLowerCase()}@example.com`;
  const administer = administerIn({ context: page.context(), patchbay });
  expect((await administer('POST', '/members', { email, name, role, password })).status).toBe(201);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const own = await context.newPage();
  await own.goto(patchbay.url);
  await own.getByLabel('E-mail').fill(email);
  await own.getByRole('textbox', { name: 'Password' }).fill(password);
  await own.getByRole('button', { name: 'Sign in' }).click();
  await expect(own.getByRole('heading', { name: 'Flows' })).toBeVisible();
  return { context, page: own };
}
