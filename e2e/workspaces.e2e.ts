import { expect, type Page, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { type Administer, administerIn } from './support/administrator.ts';
import { signIn, signInColleague } from './support/colleague.ts';
import { faultsOf, settle } from './support/look-at.ts';
import { openStudio, type Studio, watch } from './support/studio.ts';

// Two workspaces in one browser: an address says which it is of, and nothing else does.

let studio: Studio;
let inSecond: Administer;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  const { context, patchbay } = studio;
  const { csrfToken } = await (await context.request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await context.request.post(`${patchbay.url}/api/v1/workspaces`, {
    headers: { 'x-csrf-token': csrfToken },
    data: { key: 'second', name: 'The second' },
  });
  expect(made.status(), await made.text()).toBe(201);
  inSecond = administerIn({ context, patchbay, workspace: 'second' });
  await studio.makeFlow(starterDocument({ key: 'desk', name: 'Desk of the first' }));
  for (const [key, name] of [
    ['desk', 'Desk of the second'],
    ['only', 'Only in the second'],
  ] as const)
    expect((await inSecond('POST', '/flows', starterDocument({ key, name }))).status).toBe(201);
});

test.afterAll(async () => {
  expect(studio.faults).toEqual([]);
  await studio.close();
});

const at = (path: string) => `${studio.patchbay.url}${path}`;
const title = (page: Page) => page.getByRole('heading', { level: 1 });
const chooseWorkspace = async (page: Page, name: string) => {
  await page.getByRole('button', { name: /^Workspace:/ }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};

test('a link of a colleague opens what they saw, and reload and back stay where they are', async () => {
  const { page } = studio;
  await page.goto(at('/flows'));
  await expect(page.getByRole('link', { name: 'Desk of the first' })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(at('/w/second/flows/desk'));
  await expect(title(page)).toHaveText('Desk of the second');
  // What the page asks for before the application is there is taken, and not asked for twice.
  expect(asked.filter((url) => url.endsWith('/workspaces/second/flows/desk/draft'))).toHaveLength(1);
  expect(asked.filter((url) => url.includes('/workspaces/default/'))).toEqual([]);
  await page.reload();
  await expect(title(page)).toHaveText('Desk of the second');
  await page.getByRole('link', { name: 'All flows' }).click();
  await expect(page).toHaveURL(at('/w/second/flows'));
  await expect(page.getByRole('link', { name: 'Only in the second' })).toHaveAttribute('href', '/w/second/flows/only');
  await page.goBack();
  await expect(title(page)).toHaveText('Desk of the second');
  await page.goBack();
  await expect(page).toHaveURL(at('/flows'));
  await expect(page.getByRole('link', { name: 'Desk of the first' })).toBeVisible();
  await page.goForward();
  await expect(title(page)).toHaveText('Desk of the second');
});

test('every link of a workspace stays in it', async () => {
  const { page } = studio;
  for (const path of [
    '/flows',
    '/templates',
    '/connections',
    '/conversations',
    '/mentions',
    '/settings',
    '/flows/desk',
    '/flows/none',
  ]) {
    await page.goto(at(`/w/second${path}`));
    await expect(title(page)).toBeVisible();
    await settle(page);
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThan(0);
    const astray = links.filter((link) => !/^(\/w\/second(\/|$)|#|\/c\/|\/api\/)/.test(link));
    // Who looks for a flow in vain is offered the other workspace.
    expect(astray).toEqual(path === '/flows/none' ? ['/flows/none'] : []);
  }
  // The server and the browser say that there is no such flow.
  studio.faults.length = 0;
});

test('two tabs in two workspaces do not disturb each other', async () => {
  const { context, page } = studio;
  const other = await context.newPage();
  watch({ page: other, faults: studio.faults });
  await page.goto(at('/flows/desk'));
  await expect(title(page)).toHaveText('Desk of the first');
  await other.goto(at('/w/second/flows/desk'));
  await expect(title(other)).toHaveText('Desk of the second');
  // Flows of the same key, edited side by side.
  for (const tab of [page, other, other]) {
    await tab.locator('.react-flow').focus();
    await tab.keyboard.press('n');
  }
  const notes = async (administer: Administer) =>
    ((await administer('GET', '/flows/desk/draft')).body as { notes?: unknown[] }).notes?.length ?? 0;
  await expect.poll(() => Promise.all([notes(studio.administer), notes(inSecond)])).toEqual([1, 2]);
  for (const tab of [page, other]) await tab.reload();
  await expect(title(page)).toHaveText('Desk of the first');
  await expect(title(other)).toHaveText('Desk of the second');
  // A choice in one of them is none for the other.
  await other.goto(at('/flows'));
  await chooseWorkspace(other, 'The second');
  await expect(other).toHaveURL(at('/w/second/flows'));
  await page.getByRole('link', { name: 'All flows' }).click();
  await expect(page.getByRole('link', { name: 'Desk of the first' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Desk of the first' })).toBeVisible();
  await other.close();
});

test('whoever says nothing comes to the workspace that was chosen last, and old addresses are of the first', async () => {
  const { page } = studio;
  await page.goto(at('/'));
  await expect(page).toHaveURL(at('/w/second/flows'));
  await expect(page.getByRole('link', { name: 'Only in the second' })).toBeVisible();
  await page.goto(at('/flows/desk'));
  await expect(title(page)).toHaveText('Desk of the first');
  await page.goto(at('/flows/only?thread=that'));
  await expect(title(page)).toHaveText('There is no such flow');
  await page.getByRole('link', { name: 'Look in “The second”' }).click();
  await expect(page).toHaveURL(at('/w/second/flows/only?thread=that'));
  await expect(title(page)).toHaveText('Only in the second');
  await page.goto(at('/w/second/settings'));
  await chooseWorkspace(page, 'Helpdesk');
  await expect(page).toHaveURL(at('/flows'));
  await page.goto(at('/'));
  await expect(page).toHaveURL(at('/flows'));
  studio.faults.length = 0;
});

test('signing in keeps the whole of an address, and whoever comes next does not inherit the workspace', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(at('/w/second/flows/desk?thread=that#place'));
  await expect(page).toHaveURL(at('/w/second/sign-in'));
  await page.reload();
  await signIn({ page, email: 'ada@example.com' });
  await expect(page).toHaveURL(at('/w/second/flows/desk?thread=that#place'));
  await page.goto(at('/w/second/flows'));
  expect((await studio.administer('POST', '/members', colleague('Carl'))).status).toBe(201);
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(at('/sign-in'));
  await signIn({ page, email: 'carl@example.com' });
  await expect(page).toHaveURL(at('/flows'));
  await expect(page.getByRole('link', { name: 'Desk of the first' })).toBeVisible();
  await context.close();
});

test('who is no member is told of which workspace, and led to their own', async ({ browser }) => {
  const { context, page } = await signInColleague({ browser, ...studio, name: 'Bob', workspace: 'second' });
  const faults: string[] = [];
  watch({ page, faults });
  await expect(page).toHaveURL(at('/w/second/flows'));
  await page.goto(at('/settings/account?tab=1'));
  await expect(page).toHaveURL(at('/w/second/settings/account?tab=1'));
  for (const [address, workspace, leads] of [
    ['/w/third/flows/desk', 'third', '/w/second/flows'],
    ['/w/default/flows', 'default', '/w/second/flows'],
    // Of the first workspace, or written down when addresses did not say.
    ['/flows/desk?thread=that', 'default', '/w/second/flows/desk?thread=that'],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(at(address));
      await expect(title(page)).toHaveText(`You are not a member of the workspace “${workspace}”`);
      await settle(page);
      expect(await faultsOf(page)).toEqual([]);
    }
    await expect(page).toHaveURL(at(address));
    await page.getByRole('link', { name: 'Open “The second”' }).click();
    await expect(page).toHaveURL(at(leads));
  }
  await page.goto(at('/w/third/settings'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(faults).toEqual([]);
  await context.close();
});

test('an invitation leads into its workspace', async ({ browser }) => {
  const { body } = await inSecond('POST', '/invitations', { role: 'viewer' });
  const { context, page } = await signInColleague({ browser, ...studio, name: 'Dora' });
  await page.goto(at(`/join#token=${(body as { token: string }).token}`));
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page).toHaveURL(at('/w/second/flows'));
  await expect(page.getByRole('link', { name: 'Only in the second' })).toBeVisible();
  await context.close();
});

const colleague = (name: string) => ({
  email: `${name.toLowerCase()}@example.com`,
  name,
  role: 'editor',
  password: 'correct horse battery',
});
