import { writeFileSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { faultsOf, settle } from './support/look-at.ts';
import { openStudio, type Studio, watch } from './support/studio.ts';
import { attach, attached, chips, dragOver, saved, saving, sent, typed } from './support/uploads.ts';

// Files that users send along: chosen, dropped, pasted, refused, sent, and given back to be saved.

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const log = Buffer.from('09:00 the printer says ✓\n'.repeat(60));
const hostile = '<!doctype html><title>x</title><script>document.title = "ran"</script><h1>Sign in</h1>';

const files: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'files',
  name: 'Helpdesk with files',
  nodes: [
    { id: 'start', type: 'start', config: {} },
    { id: 'ask', type: 'question', config: { text: 'What is wrong?', saveAs: 'said' } },
    {
      id: 'say',
      type: 'message',
      config: { text: 'Got: {% for file in message.files %}{{ file.name }}, {% endfor %}and “{{ vars.said }}”.' },
    },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'ask' },
    { from: 'ask', port: 'next', to: 'say' },
    { from: 'say', port: 'next', to: 'ask' },
  ],
};

let studio: Studio;
let url: string;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ url } = studio.patchbay);
  await publish(files);
  await publish({ ...files, key: 'small', settings: { uploads: { maxMb: 0.001 } } });
  await publish({ ...files, key: 'none', settings: { uploads: { maxMb: 0 } } });
});

test.afterAll(async () => {
  await studio.close();
});

async function publish(flow: FlowDocument): Promise<void> {
  await studio.makeFlow(flow);
  expect((await studio.administer('POST', `/flows/${flow.key}/publish`)).body).toMatchObject({ address: flow.key });
}

/** The chat page of a bot in a browser of its own. */
async function visit(
  browser: Browser,
  { bot = 'files', ...options }: BrowserContextOptions & { bot?: string } = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  watch({ page, faults });
  await page.goto(`${url}/c/${bot}`);
  await expect(page.getByText('What is wrong?')).toBeVisible();
  return { page, faults };
}

test('files go along by button, drop and paste, and come back byte for byte', async ({ browser }) => {
  const { page, faults } = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await attach(page, { name: 'client.log', buffer: log }, { name: 'evil.html', buffer: Buffer.from(hostile) });
  await attached(page, 2);
  const dropped = test.info().outputPath('Bildschirm Ä.png');
  writeFileSync(dropped, png);
  const drop = await dragOver(page, [dropped]);
  await expect(page.getByText('Drop files here')).toBeVisible();
  await drop();
  await expect(page.getByText('Drop files here')).toHaveCount(0);
  await attached(page, 3);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  }, png.toString('base64'));
  await typed(page).press('Control+V');
  await attached(page, 4);
  await typed(page).fill('See these');
  await typed(page).press('Enter');
  await expect(
    page.getByText(/^Got: client\.log, evil\.html\.txt, Bildschirm Ä\.png, image\.png, and “See these”\.$/),
  ).toBeVisible();
  await expect(chips(page)).toHaveCount(0);
  await expect(sent(page).getByRole('button')).toHaveCount(4);
  await expect(sent(page)).toContainText('1.62 kB');
  expect(await saved(page, 'client.log')).toEqual({ name: 'client.log', content: log });
  expect(await saved(page, 'Bildschirm Ä.png')).toEqual({ name: 'Bildschirm Ä.png', content: png });
  // A page that was sent along is a text to be saved: it is shown nowhere, and runs nothing.
  expect(await saved(page, 'evil.html.txt')).toEqual({ name: 'evil.html.txt', content: Buffer.from(hostile) });
  expect(page.context().pages()).toHaveLength(1);
  expect(await page.title()).toBe('Helpdesk with files');
  // They are there after a reload, and a file alone is a message too.
  await page.reload();
  expect(await saved(page, 'client.log')).toEqual({ name: 'client.log', content: log });
  await attach(page, { name: 'alone.txt', buffer: Buffer.from('x') });
  await attached(page, 1);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(saving(page, 'alone.txt')).toBeVisible();
  await expect(sent(page)).toHaveCount(2);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('what is refused is said in words, and the message goes without it', async ({ browser }) => {
  const { page } = await visit(browser, { bot: 'small' });
  const asked: string[] = [];
  page.on('request', (request) => request.url().endsWith('/files') && asked.push(request.postData() ?? ''));
  await attach(
    page,
    {
      name: 'picture.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    { name: 'setup.exe', buffer: Buffer.from('MZ\u0000\u0001\u0000\u0000') },
    { name: 'large.log', buffer: log },
    { name: 'empty.log', buffer: Buffer.alloc(0) },
    { name: 'fits.txt', buffer: Buffer.from('short') },
  );
  await attached(page, 5);
  const kind =
    'This kind of file is not taken. What is: .png, .jpg, .gif, .webp, .heic, .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .txt.';
  for (const [name, why] of [
    ['picture.svg', kind],
    ['setup.exe', kind],
    ['large.log', 'Larger than 1 kB.'],
    ['empty.log', 'The file is empty.'],
  ] as const) {
    await expect(page.getByRole('alert').filter({ hasText: `${name}: ${why}` })).toBeVisible();
  }
  // What is known beforehand is not sent.
  expect(asked).toHaveLength(3);
  await attach(page, { name: 'second thoughts.txt', buffer: Buffer.from('no') });
  await attached(page, 6);
  await page.getByRole('button', { name: 'Remove second thoughts.txt' }).click();
  await attached(page, 5);
  await expect(typed(page)).toBeFocused();
  await page.keyboard.type('Without them');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Got: fits.txt, and “Without them”.')).toBeVisible();
  await expect(chips(page)).toHaveCount(0);
  await page.context().close();
});

test('ten files go with a message, and the next one with the next', async ({ browser }) => {
  const { page, faults } = await visit(browser);
  await attach(page, ...Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, buffer: Buffer.from('x') })));
  await attached(page, 11);
  await expect(page.getByRole('alert')).toHaveText('10.txt: At most 10 files go with a message.');
  await typed(page).press('Enter');
  await expect(sent(page).getByRole('button')).toHaveCount(10);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(typed(page)).toBeFocused();
  await attached(page, 1);
  await typed(page).press('Enter');
  await expect(saving(page, '10.txt')).toBeVisible();
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a message waits for its files, stays where one is refused meanwhile, and one that was not sent is tried again', async ({
  browser,
}) => {
  const { page } = await visit(browser);
  const held: (() => Promise<void>)[] = [];
  let broken = false;
  await page.route('**/files', (route) => {
    if (broken) return route.abort();
    return void held.push(() => route.continue());
  });
  await attach(page, { name: 'slow.log', buffer: log });
  await typed(page).fill('with the log');
  await typed(page).press('Enter');
  await expect(page.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-busy', 'true');
  await expect(typed(page)).toHaveValue('with the log');
  await expect.poll(() => held.length).toBe(1);
  await held[0]!();
  await expect(page.getByText('Got: slow.log, and “with the log”.')).toBeVisible();
  broken = true;
  await attach(page, { name: 'lost.log', buffer: log });
  await typed(page).fill('once more');
  await typed(page).press('Enter');
  await expect(page.getByRole('alert')).toHaveText('lost.log: Not sent.');
  await expect(typed(page)).toHaveValue('once more');
  broken = false;
  held.length = 0;
  // Also where Enter comes before the next frame.
  await page.evaluate(() => {
    const { requestAnimationFrame: frame } = window;
    window.requestAnimationFrame = (draw) => setTimeout(() => frame(draw), 1000) as unknown as number;
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await typed(page).press('Enter');
  await expect.poll(() => held.length).toBe(1);
  await held[0]!();
  await expect(page.getByText('Got: lost.log, and “once more”.')).toBeVisible();
  // A file that is taken away on its way is let go of, and holds nothing up.
  held.length = 0;
  await attach(page, { name: 'gone.log', buffer: log });
  await expect.poll(() => held.length).toBe(1);
  const ended = page.waitForEvent('requestfailed');
  await page.getByRole('button', { name: 'Remove gone.log' }).click();
  expect((await ended).url()).toMatch(/\/files$/);
  await typed(page).fill('without');
  await typed(page).press('Enter');
  await expect(page.getByText('Got: and “without”.')).toBeVisible();
  await page.context().close();
});

test('a message with a file that is sent without a connection arrives after a reload', async ({ browser }) => {
  const { page } = await visit(browser);
  await attach(page, { name: 'cellar.log', buffer: log });
  await attached(page, 1);
  await page.context().setOffline(true);
  await typed(page).fill('from the cellar');
  await typed(page).press('Enter');
  await expect(page.getByText('Not delivered yet, trying again …')).toBeVisible();
  await expect(page.locator('.pb-trying')).toContainText('cellar.log');
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByText('Got: cellar.log, and “from the cellar”.')).toHaveCount(1);
  await expect(page.locator('.pb-user')).toHaveCount(1);
  expect(await saved(page, 'cellar.log')).toEqual({ name: 'cellar.log', content: log });
  await page.context().close();
});

test('a file of a conversation that is no more is said to be gone', async ({ browser }) => {
  const { page } = await visit(browser);
  await page.route('**/files/*', (route) => route.fulfill({ status: 404, json: { title: 'Not found' } }));
  await attach(page, { name: 'gone.log', buffer: log });
  await attached(page, 1);
  await typed(page).press('Enter');
  await saving(page, 'gone.log').click();
  await expect(page.getByText('The download failed.')).toBeVisible();
  await page.context().close();
});

test('the keyboard alone attaches, removes, sends and saves', async ({ browser }) => {
  const { page, faults } = await visit(browser);
  // Asked for well before, so that the browser knows of it when the key is pressed.
  const chosen = page.waitForEvent('filechooser');
  await typed(page).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByLabel('Attach files')).toBeFocused();
  await page.keyboard.press('Enter');
  const chooser = await chosen;
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles([
    { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('1') },
    { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('2') },
  ]);
  await attached(page, 2);
  await expect(typed(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Remove two.txt' })).toBeFocused();
  await page.keyboard.press('Enter');
  await attached(page, 1);
  await expect(typed(page)).toBeFocused();
  await page.keyboard.type('by hand');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Got: one.txt, and “by hand”.')).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(saving(page, 'one.txt')).toBeFocused();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('one.txt');
  expect(faults).toEqual([]);
  await page.context().close();
});

for (const [name, options] of Object.entries<BrowserContextOptions>({
  light: {},
  dark: { colorScheme: 'dark' },
  'on 360 pixels': { viewport: { width: 360, height: 640 }, hasTouch: true },
  'from right to left': { viewport: { width: 360, height: 640 }, colorScheme: 'dark' },
})) {
  test(`files of a message are accessible and fit: ${name}`, async ({ browser }) => {
    const { page } = await visit(browser, { bot: 'small', ...options });
    if (name === 'from right to left') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const long = `${'a very long name of a protocol '.repeat(6)}.log`;
    const given = [
      { name: 'short.txt', buffer: Buffer.from('x') },
      { name: long, buffer: Buffer.from('y') },
      { name: `${'x'.repeat(140)}.log`, buffer: Buffer.from('z') },
    ];
    await attach(page, ...given);
    await attached(page, 3);
    await typed(page).fill('These three');
    await typed(page).press('Enter');
    await expect(sent(page).getByRole('button')).toHaveCount(3);
    await attach(
      page,
      ...given,
      { name: 'setup.exe', buffer: Buffer.from('MZ\u0000\u0001') },
      { name: long, buffer: log },
    );
    await attached(page, 5);
    await page.route('**/files', () => undefined);
    await attach(page, { name: 'on its way.txt', buffer: Buffer.from('x') });
    await expect(page.locator('.pb-chip[aria-busy="true"]')).toHaveCount(1);
    // A name is cut, and whole when it is pointed at.
    await expect(page.locator('.pb-log').getByTitle('a very long name of a protocol a very long')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('files.png') });
    expect(await faultsOf(page)).toEqual([]);
    const wider = ['html', '.pb-list', '.pb-composer', '.pb-attached'].map((place) =>
      page.locator(place).evaluate((element) => element.scrollWidth - element.clientWidth),
    );
    expect(await Promise.all(wider)).toEqual([0, 0, 0, 0]);
    await page.context().close();
  });
}

test('it speaks German', async ({ browser }) => {
  const { page } = await visit(browser, { bot: 'small', locale: 'de-DE' });
  await expect(page.getByLabel('Dateien anhängen')).toBeAttached();
  await attach(page, { name: 'gross.log', buffer: log }, { name: 'a.exe', buffer: Buffer.from('MZ\u0000\u0001') });
  await attached(page, 2);
  await expect(page.getByRole('alert').first()).toHaveText('gross.log: Größer als 1 kB.');
  await expect(page.getByRole('alert').last()).toContainText(
    'Diese Art von Datei wird nicht angenommen. Möglich sind: .png',
  );
  await expect(chips(page).first()).toContainText('1,62 kB');
  await page.getByRole('button', { name: 'gross.log entfernen' }).click();
  await attached(page, 1);
  await page.context().close();
});

test('administrators read and save them in the record of a conversation', async ({ browser }) => {
  const user = await visit(browser);
  await attach(user.page, { name: 'recorded.log', buffer: log });
  await attached(user.page, 1);
  await typed(user.page).fill('for the record');
  await typed(user.page).press('Enter');
  await expect(user.page.getByText('Got: recorded.log')).toBeVisible();
  await user.page.context().close();
  const { page, faults } = studio;
  await page.goto(`${url}/conversations`);
  await page.getByText('for the record').first().click();
  await expect(saving(page, 'recorded.log')).toBeVisible();
  expect(await saved(page, 'recorded.log')).toEqual({ name: 'recorded.log', content: log });
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('a flow says what it takes, and one that takes nothing has no button', async ({ browser }) => {
  const none = await visit(browser, { bot: 'none' });
  await expect(none.page.locator('input[type="file"]')).toHaveCount(0);
  const path = test.info().outputPath('dropped.png');
  writeFileSync(path, png);
  const drop = await dragOver(none.page, [path]);
  await expect(none.page.getByText('Drop files here')).toHaveCount(0);
  await drop();
  await expect(none.page.getByText('What is wrong?')).toBeVisible();
  await none.page.context().close();

  const { page, faults } = studio;
  await page.goto(`${url}/flows/files`);
  const may = page.getByRole('switch', { name: 'Users may attach files' });
  await expect(may).toBeChecked();
  await page.getByLabel('Largest file in MB').fill('2');
  await page.getByRole('checkbox', { name: 'Documents' }).uncheck();
  await page.getByRole('checkbox', { name: 'Texts and logs' }).uncheck();
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);
  const settings = async () => (await studio.draft('files')).settings;
  await expect.poll(settings).toEqual({ uploads: { maxMb: 2, kinds: ['image'] } });
  await page.getByRole('checkbox', { name: 'Images' }).click();
  await expect(may).not.toBeChecked();
  await expect.poll(settings).toEqual({ uploads: { maxMb: 0, kinds: ['image'] } });
  await may.check();
  await expect(page.getByRole('checkbox', { name: 'Images' })).toBeChecked();
  await expect.poll(settings).toEqual({ uploads: { kinds: ['image'] } });
  expect((await studio.administer('POST', '/flows/files/publish')).status).toBe(200);
  const after = await visit(browser);
  await expect(after.page.locator('input[type="file"]')).toHaveAttribute('accept', /^image\/png,\.png,(?!.*\.log)/);
  await attach(after.page, { name: 'client.log', buffer: log });
  await expect(after.page.getByRole('alert')).toContainText('What is: .png, .jpg, .gif, .webp, .heic.');
  await after.page.context().close();
  expect(faults).toEqual([]);
});
