import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { administerIn } from './administrator.ts';
import type { Patchbay } from './start-patchbay.ts';

const password = 'correct horse battery';

/** Makes an account in a workspace and signs it in, in a browser of its own. `page` is an administrator's. */
export async function signInColleague({
  browser,
  page,
  patchbay,
  name,
  role = 'editor',
  workspace = 'default',
}: {
  browser: Browser;
  page: Page;
  patchbay: Patchbay;
  name: string;
  role?: 'editor' | 'viewer';
  workspace?: string;
}): Promise<{ context: BrowserContext; page: Page }> {
  const email = `${name.toLowerCase()}@example.com`;
  const administer = administerIn({ context: page.context(), patchbay, workspace });
  expect((await administer('POST', '/members', { email, name, role, password })).status).toBe(201);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const own = await context.newPage();
  await own.goto(patchbay.url);
  await signIn({ page: own, email });
  await expect(own.getByRole('heading', { name: 'Flows' })).toBeVisible();
  return { context, page: own };
}

/** Fills in the page to sign in; everybody's password is the same. */
export async function signIn({ page, email }: { page: Page; email: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
