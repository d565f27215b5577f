import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openStudio, type Studio } from './support/studio.ts';

// What administrators set for a workspace and for the installation, in a real browser: by mouse and keys, light, dark and on a telephone.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser, width: 1280, height: 850 });
  ({ patchbay, page, faults } = studio);
});

test.afterAll(() => studio.close());

/** Nothing that axe finds, and nothing wider than the page: light, dark and narrow. */
async function looks(name: string): Promise<void> {
  const found: string[] = [];
  for (const [mode, width, scheme] of [
    ['light', 1280, 'light'],
    ['dark', 1280, 'dark'],
    ['narrow', 390, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 850 });
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.flatMap((one) => one.nodes.map((node) => `${mode} ${one.id}: ${node.target.join(' ')}`)));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 1) found.push(`${mode}: ${over} pixels wider than the page`);
    await page.screenshot({ path: test.info().outputPath(`${name}-${mode}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 850 });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(found).toEqual([]);
}

const open = (tab: string) => page.goto(`${patchbay.url}/settings/${tab}`);

test('an administrator invites by a link, and the invited person comes in by it, once', async ({ browser }) => {
  await open('members');
  await page.getByRole('button', { name: 'Invite by a link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.com');
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('agent');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link).toContain(`${patchbay.url}/join#token=`);
  await looks('invitation');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('cell', { name: 'grace@example.com', exact: true })).toBeVisible();
  await looks('people');

  const guest = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
  const joining = await guest.newPage();
  await joining.goto(link);
  await expect(joining.getByRole('heading', { name: 'Join Helpdesk' })).toBeVisible();
  await expect(joining.getByLabel('E-mail')).toHaveValue('grace@example.com');
  const { violations } = await new AxeBuilder({ page: joining }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await joining.screenshot({ path: test.info().outputPath('join.png') });
  await joining.getByLabel('Name').fill('Grace');
  await joining.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await joining.getByRole('button', { name: 'Join' }).click();
  await expect(joining.getByRole('heading', { name: 'Flows' })).toBeVisible();
  const late = await guest.newPage();
  await late.goto(link);
  await expect(late.getByRole('alert')).toContainText('has been used');
  await guest.close();

  await page.reload();
  await expect(page.getByRole('cell', { name: /^Grace/ })).toBeVisible();
  await expect(page.getByText('Used', { exact: true })).toBeVisible();
  await expect(page).toHaveTitle('People – Settings – Patchbay');

  await page.getByRole('button', { name: 'Invite by a link' }).click();
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('late@example.com');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  const takeBack = page.getByRole('button', { name: 'Take back the invitation of late@example.com' });
  await takeBack.click();
  await expect(dialog).toContainText('late@example.com');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await takeBack.click();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Taken back', { exact: true })).toBeVisible();
});

test('workspaces, network and the budget of models are set, and look right', async () => {
  await open('workspaces');
  await page.getByRole('textbox', { name: 'Name' }).fill('Facilities');
  await page.getByRole('textbox', { name: 'Key' }).fill('facilities');
  await page.getByRole('button', { name: 'Make a workspace' }).click();
  await expect(page.getByRole('cell', { name: 'facilities', exact: true })).toBeVisible();
  await looks('workspaces');

  await open('network');
  await page.getByRole('switch', { name: /^Only the hosts of this/ }).check({ force: true });
  const hosts = page
    .getByRole('textbox', { name: 'Hosts' })
    .or(page.getByLabel('Hosts', { exact: true }))
    .first();
  await hosts.fill('api.example.com');
  await hosts.press('Enter');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('It counts from now on.').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('api.example.com').first()).toBeVisible();
  await looks('network');

  await open('budget');
  await page.getByRole('textbox', { name: 'Tokens a day' }).fill('100000');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The budget is set.').first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Tokens a day' })).toHaveValue(/100.?000/);
  await looks('budget');
  // A call that is refused on purpose, by the link that was used up.
  expect(faults.filter((fault) => !/403/.test(fault))).toEqual([]);
});

test('what a key must look like is said at its field, in words, until it is changed', async () => {
  const places = [
    ['/flows', 'New flow', 'Key', 'My Soft', 'my-soft', 'Create'],
    ['/connections', 'New connection', 'Key', 'My model', 'my-model', 'Save'],
    ['/settings/workspaces', undefined, 'Key', 'My place', 'my-place', 'Make a workspace'],
    ['/settings/variables', undefined, 'Name', 'my company', 'my_company', 'Set'],
  ] as const;
  for (const [address, opens, label, wrong, fitting, send] of places) {
    await page.goto(`${patchbay.url}${address}`);
    if (opens) await page.getByRole('button', { name: opens }).first().click();
    const form = page.locator('form').filter({ has: page.getByRole('button', { name: send, exact: true }) });
    const key = form.getByRole('textbox', { name: label });
    await expect(key).toBeVisible();
    for (const name of await form.getByRole('textbox', { name: 'Name' }).all()) await name.fill('Something');
    await key.fill(wrong);
    await form.getByRole('button', { name: send, exact: true }).click();
    const said = form.getByText(new RegExp(`etters, digits and .+, at most 64, such as “${fitting}”`));
    await expect(said).toBeVisible();
    await expect(key).toBeFocused();
    await expect(key).toHaveAttribute('aria-invalid', 'true');
    await looks(`key ${fitting}`);
    await key.fill(`${fitting}-`);
    await expect(said).toHaveCount(0);
  }
});

test('that a key is taken is said under that key alone', async () => {
  await page.goto(`${patchbay.url}/flows`);
  await page.getByRole('button', { name: 'New flow' }).first().click();
  const dialog = page.getByRole('dialog');
  const key = dialog.getByLabel('Key');
  await dialog.getByLabel('Name').fill('Helpdesk');
  await key.fill('demo-helpdesk');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const taken = dialog.getByText('There is a flow "demo-helpdesk" already.');
  await expect(taken).toBeVisible();
  await key.fill('demo-helpdesk-2');
  await expect(taken).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: 'Helpdesk', level: 1 })).toBeVisible();
});
