import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { signInColleague } from './support/colleague.ts';
import { faultsOf, settle } from './support/look-at.ts';
import { openStudio, type Studio } from './support/studio.ts';

// The frame of the studio: menus and dialogs over it, windows of a telephone, and addresses that lead nowhere.

const telephone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

let studio: Studio;
let conversation: string;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  const { administer, patchbay, makeFlow } = studio;
  await makeFlow(starterDocument({ key: 'one', name: 'Everything that is broken' }));
  await makeFlow(starterDocument({ key: 'two', name: 'Two' }));
  expect((await administer('POST', '/flows/one/publish', { address: 'one' })).status).toBe(200);
  const chat = await browser.newPage();
  await chat.goto(`${patchbay.url}/c/one`);
  await chat.getByText('Hello! How can I help you?').waitFor();
  await chat.close();
  const { body } = await administer('GET', '/conversations');
  ({ id: conversation } = (body as { conversations: [{ id: string }] }).conversations[0]);
});

test.afterAll(() => studio.close());

async function open(path: string): Promise<void> {
  await studio.page.goto(`${studio.patchbay.url}${path}`);
}

test('what opened a dialog has the focus again when it is closed', async () => {
  const { page } = studio;
  for (const [path, name] of [
    ['/connections', 'New connection'],
    ['/settings/members', 'Invite by a link'],
    ['/flows/one', 'Publish'],
  ] as const) {
    await open(path);
    const opener = page.getByRole('button', { name, exact: true }).first();
    await opener.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test('menus and dialogs have no fault that axe finds, light and dark', async () => {
  const { page } = studio;
  const faults: string[] = [];
  const look = async (name: string) => {
    await settle(page);
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
  };
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await open('/flows');
    for (const name of scheme === 'light' ? ['Help', 'Language', 'Account', 'More for Two'] : ['More for Two']) {
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await look(`${scheme}, ${name}`);
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('[data-menu-item]:focus')).toBeVisible();
      if (name === 'More for Two') continue;
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
    }
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look(`${scheme}, deletion`);
    await open('/flows/one');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await look(`${scheme}, more`);
    await page.getByRole('menuitem', { name: 'Versions' }).click();
    await expect(page.getByRole('dialog').getByText('Online')).toBeVisible();
    await look(`${scheme}, versions`);
  }
  expect(faults).toEqual([]);
});

test('what an address names in vain is said, with a way out', async ({ browser }) => {
  const { page, patchbay } = studio;
  await page.setViewportSize(desk);
  for (const [address, said] of [
    ['/flows/nosuch', 'There is no such flow'],
    [`/conversations/${crypto.randomUUID()}/canvas`, 'There is no such conversation'],
    ['/nosuch/page', 'There is no such page'],
    ['/settings/nosuch', 'There is no such page'],
  ] as const) {
    await open(address);
    await expect(page.getByRole('main').getByRole('heading', { name: said, level: 1 })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    await page.getByRole('link', { name: 'All flows' }).click();
    await expect(page).toHaveURL(`${patchbay.url}/flows`);
  }
  const viewer = await signInColleague({ browser, page, patchbay, name: 'Vera', role: 'viewer' });
  for (const address of [
    '/connections',
    '/conversations',
    `/conversations/${conversation}/replay`,
    '/settings/audit',
  ]) {
    await viewer.page.goto(`${patchbay.url}${address}`);
    await expect(viewer.page.getByText(/Your role in this workspace is Viewer\. .*Administrator/)).toBeVisible();
  }
  await viewer.context.close();
});

test('what was deleted comes back by the toast', async () => {
  const { page, patchbay, administer } = studio;
  expect((await administer('POST', '/flows/two/publish', { address: 'second-bot' })).status).toBe(200);
  expect((await administer('POST', '/flows/two/unpublish', { openConversations: 'finish' })).status).toBe(200);
  expect((await administer('PUT', '/variables/company', { value: { name: 'Example' } })).status).toBeLessThan(300);
  const undo = page.getByRole('alert').getByRole('button', { name: 'Undo' });
  await open('/flows');
  await page.getByRole('button', { name: 'More for Two' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Two' })).toHaveCount(0);
  await undo.click();
  await page.getByRole('switch', { name: /Two/ }).click({ force: true });
  await expect(page.locator('a[href="/c/second-bot"]')).toBeVisible();
  await page.goto(`${patchbay.url}/settings/variables`);
  await page.getByRole('button', { name: 'Delete company' }).click();
  await expect(page.getByText('{"name":"Example"}')).toHaveCount(0);
  await undo.click();
  await expect(page.getByText('{"name":"Example"}')).toBeVisible();
  const connection = { key: 'slip', kind: 'http', config: { auth: 'bearer' }, secrets: { token: 'canary' } };
  expect((await administer('POST', '/connections', connection)).status).toBe(201);
  await page.goto(`${patchbay.url}/connections`);
  await page.getByRole('button', { name: 'Delete slip' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Delete slip' })).toHaveCount(0);
  await undo.click();
  await expect(page.getByRole('button', { name: 'Delete slip' })).toBeVisible();
  await expect(page.getByText('Bearer token set')).toBeVisible();
});

test('signing in leads to the whole of the address that was asked for', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${studio.patchbay.url}/flows/one?thread=that#place`);
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${studio.patchbay.url}/flows/one?thread=that#place`);
  await context.close();
});

test('a part that cannot be fetched says so in its own place, in the language of the reader', async ({ browser }) => {
  const { context, patchbay } = studio;
  const german = await browser.newContext({ locale: 'de-DE', storageState: await context.storageState() });
  const page = await german.newPage();
  await page.route(/\/assets\/(new-flow-dialog|connections-page)/, (route) => route.abort());
  await page.goto(`${patchbay.url}/flows`);
  await page.getByRole('main').getByRole('button', { name: 'Neuer Ablauf' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/Ein Teil des Studios konnte nicht geladen werden/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Two' })).toBeVisible();
  await page.goto(`${patchbay.url}/connections`);
  await expect(page.getByText(/Ein Teil des Studios/)).toBeVisible();
  await expect(page.getByText(/http/)).toHaveCount(0);
  await page.unroute(/\/assets\/(new-flow-dialog|connections-page)/);
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Anbindungen' })).toBeVisible();
  await german.close();
});

test('every screen has a palette of commands and a sheet of keys, by key, by button and by menu', async ({
  browser,
}) => {
  const { page, patchbay, faults } = studio;
  faults.length = 0;
  await page.setViewportSize(desk);
  const dialog = page.getByRole('dialog');
  const pick = async (search: string, name = search) => {
    await page.keyboard.press('Control+k');
    await dialog.getByRole('combobox').fill(search);
    await expect(dialog.getByRole('option').first()).toContainText(name);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
  };
  await page.emulateMedia({ colorScheme: 'light' });
  await open('/settings');
  // Not fetched before it is wanted, and not with the editor.
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.getByRole('button', { name: /Search or command/ }).click();
  await expect(page.getByRole('combobox')).toBeFocused();
  expect(fetched.filter((url) => /shell-palette/.test(url))).toHaveLength(1);
  expect(fetched.filter((url) => /editor-page/.test(url))).toEqual([]);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /Search or command/ })).toBeFocused();
  await pick('conver', 'Conversations');
  await expect(page).toHaveURL(`${patchbay.url}/conversations`);
  await pick('settings audit', 'Settings: Audit');
  await expect(page).toHaveURL(`${patchbay.url}/settings/audit`);
  await pick('Light colours');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await pick('Deutsch', 'Language: Deutsch');
  await expect(page.getByRole('tab', { name: 'Protokoll' })).toBeVisible();
  await pick('wie der browser', 'Sprache: Wie der Browser');
  await expect(page.getByRole('tab', { name: 'Audit' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(dialog.getByText('Close what is open')).toBeVisible();
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(dialog.getByText('Close what is open')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('menuitem', { name: 'All commands' }).click();
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  // Keys that are written are none.
  await open(`/conversations/${conversation}/canvas`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await pick('New flow');
  await dialog.getByLabel('Name').fill('What? From anywhere');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { name: 'What? From anywhere', level: 1 })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(dialog.getByPlaceholder('What would you like to do?')).toBeVisible();
  // The editor's own comes first, then what every screen has, each flow but this one.
  const ofEditor = page.getByRole('combobox', { name: 'Commands, nodes and flows' });
  await ofEditor.fill('select all');
  await expect(page.getByRole('option', { name: 'Select all' })).toBeVisible();
  await ofEditor.fill('flow');
  await expect(page.getByRole('option', { name: 'Everything that is broken' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'What? From anywhere' })).toHaveCount(0);
  await ofEditor.fill('go to');
  const places = dialog.getByRole('option').filter({ hasNotText: /node/i });
  await expect(places.first()).toHaveText('Flows');
  for (const name of ['Conversations', 'Connections', 'Settings', 'Templates', 'Settings: Audit'])
    await expect(dialog.getByRole('option', { name, exact: true })).toBeVisible();
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await pick('everything broken', 'Everything that is broken');
  await expect(page).toHaveURL(`${patchbay.url}/flows/one`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await pick('connections', 'Connections');
  await expect(page).toHaveURL(`${patchbay.url}/connections`);
  await open('/mentions');
  await pick('everything broken', 'Everything that is broken');
  await expect(page).toHaveURL(`${patchbay.url}/flows/one`);

  const viewer = await signInColleague({ browser, page, patchbay, name: 'Vito', role: 'viewer' });
  await viewer.page.keyboard.press('Control+k');
  await expect(viewer.page.getByRole('option', { name: 'Mentions' })).toBeVisible();
  for (const name of ['New flow', 'Conversations', 'Connections', 'Settings: API keys'])
    await expect(viewer.page.getByRole('option', { name })).toHaveCount(0);
  await viewer.page.getByRole('combobox').fill('sign out');
  await viewer.page.keyboard.press('Enter');
  await expect(viewer.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await viewer.context.close();
  expect(faults).toEqual([]);
});

test('a screen that is on its way is shown by its shapes, at once and where it will stand', async () => {
  const { page, patchbay, faults } = studio;
  await page.setViewportSize(desk);
  for (const [scheme, from, files, click, path, known] of [
    ['light', '/flows', /connections-page/, 'Connections', '/connections', 'h1'],
    ['dark', '/flows', /settings-page/, 'Settings', '/settings', 'h1'],
    ['light', '/flows', /templates-page/, 'Templates', '/templates', 'h1'],
    ['dark', '/flows', /editor-page/, 'Two', '/flows/two', '.pb-side'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(() => localStorage.removeItem('mantine-color-scheme-value'));
    await open(from);
    let arrive = () => undefined as void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route(files, async (route) => {
      await arrived;
      await route.continue();
    });
    await page.getByRole('link', { name: click, exact: true }).click();
    await expect(page).toHaveURL(`${patchbay.url}${path}`);
    await expect(page.locator('main [aria-busy="true"]')).toBeVisible();
    await expect(page.getByRole('status').getByText('Loading')).toBeAttached();
    expect(await faultsOf(page)).toEqual([]);
    const place = async () => (await page.locator(known).first().boundingBox())!;
    const before = await place();
    arrive();
    await settle(page);
    const { x, y, width, height } = await place();
    expect([x, y], path).toEqual([before.x, before.y]);
    if (known !== 'h1') expect([width, height]).toEqual([before.width, before.height]);
    await page.unroute(files);
  }
  expect(faults).toEqual([]);
});

test('on a telephone everything of the frame is in reach, in German as well', async ({ browser }) => {
  const { context, page: ours, patchbay } = studio;
  await ours.emulateMedia({ colorScheme: null });
  const { csrfToken } = await (await context.request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await context.request.post(`${patchbay.url}/api/v1/workspaces`, {
    headers: { 'x-csrf-token': csrfToken },
    data: { key: 'second', name: 'The second workspace of all' },
  });
  expect(made.status(), await made.text()).toBe(201);
  const german = await browser.newContext({
    locale: 'de-DE',
    viewport: telephone,
    storageState: await context.storageState(),
  });
  const page = await german.newPage();
  const inWindow = async (name: string | RegExp) => {
    const box = (await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().boundingBox())!;
    expect(box.x, String(name)).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, String(name)).toBeLessThanOrEqual(telephone.width);
  };
  await page.goto(`${patchbay.url}/flows`);
  for (const name of [/^Arbeitsbereich:/, 'Sprache', 'Dunkle Farben', 'Konto']) await inWindow(name);
  await page.goto(`${patchbay.url}/settings/members`);
  await expect(page.getByRole('table')).toBeVisible();
  expect(await page.getByRole('table').evaluate((table) => table.getBoundingClientRect().right)).toBeLessThan(391);
  for (const [width, end] of [
    [390, 'canvas'],
    [390, 'replay'],
    [800, 'canvas'],
  ] as const) {
    await page.setViewportSize({ ...telephone, width });
    await page.goto(`${patchbay.url}/conversations/${conversation}/${end}`);
    const canvas = page.locator('.pb-canvas');
    await expect(canvas.locator('.react-flow__node').first()).toBeVisible();
    const { width: wide, height } = (await canvas.boundingBox())!;
    expect([end, wide, height > 300]).toEqual([end, width, true]);
    // Clicked, not only seen: nothing lies over it.
    await page.getByRole('link', { name: 'Zurück' }).click({ trial: true });
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.setViewportSize(telephone);
  await page.goto(`${patchbay.url}/flows/one`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await page.getByRole('link', { name: 'Alle Abläufe' }).click({ trial: true });
  const online = page.getByRole('switch', { name: /ist online/ });
  await page.locator('.mantine-Switch-root', { has: online }).click({ trial: true });
  await expect(page.getByRole('button', { name: 'Wiederholen' })).toBeHidden();
  await page.setViewportSize(desk);
  await page.locator('.react-flow').focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog').getByText('Gespräch', { exact: true })).toBeVisible();
  await expect(page.getByRole('dialog').getByText('Talk', { exact: true })).toHaveCount(0);
  await german.close();
});
