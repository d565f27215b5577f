import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, type Browser, expect, type Page, test } from '@playwright/test';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { type Administer, administrator, adminVariables } from './support/administrator.ts';
import { galleryFlow } from './support/gallery-flow.ts';
import { shown, visitChat, watched } from './support/chat-page.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// The chat page as people use it: with a keyboard, a screen reader, a phone, a bad connection, in two tabs.

let patchbay: Patchbay;
let model: OpenAiServer;
let administer: Administer;
const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');

const echo = {
  format: 'patchbay.flow/1',
  key: 'echo',
  name: 'Echo',
  nodes: [
    { id: 'start', type: 'start', config: {} },
    { id: 'ask', type: 'question', config: { text: 'Say something.', saveAs: 'said', expects: 'text' } },
    { id: 'say', type: 'message', config: { text: 'You said: {{ vars.said }}' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'ask' },
    { from: 'ask', port: 'next', to: 'say' },
    { from: 'say', port: 'next', to: 'ask' },
  ],
};

async function publish(document: object, key: string): Promise<void> {
  expect((await administer('POST', '/flows', { ...document, key })).status).toBe(201);
  expect((await administer('POST', `/flows/${key}/publish`)).body).toMatchObject({ address: key });
}

test.beforeAll(async () => {
  model = await startOpenAiServer({ reply: () => ({ text: words, delayMs: 250 }) });
  patchbay = await startPatchbay({
    env: { ...adminVariables, OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' },
  });
  administer = await administrator(patchbay);
  await publish(galleryFlow('gallery'), 'gallery');
  await publish(echo, 'echo');
});

test.afterAll(async () => {
  expect(await patchbay.stop()).toBe(0);
  await model.close();
});

const visit = (browser: Browser, options?: BrowserContextOptions) => visitChat({ browser, patchbay, options });

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Write a message').fill(text);
  await page.keyboard.press('Enter');
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const overflow = await Promise.all(
    ['html', '.pb-list'].map((place) =>
      page.locator(place).evaluate((element) => element.scrollWidth - element.clientWidth),
    ),
  );
  expect(overflow).toEqual([0, 0]);
}

for (const [name, options] of Object.entries<BrowserContextOptions>({
  'on a desk': {},
  'in the dark, without motion': { colorScheme: 'dark', reducedMotion: 'reduce' },
  'on 320 pixels': { viewport: { width: 320, height: 640 }, hasTouch: true },
})) {
  test(`every component is accessible and fits ${name}`, async ({ browser }) => {
    const { page, complaints } = await visit(browser, options);
    await page.goto('/c/gallery');
    await expect(page.getByText('What shall be shown?')).toBeVisible();
    await expectAccessible(page);
    await shown(page, 'form');
    await page.getByRole('button', { name: 'Order' }).click();
    await expect(page.getByText('This is required.').first()).toBeVisible();
    await expect(page.getByLabel('Name')).toBeFocused();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    for (const [id, next] of [
      ['dropdown', () => page.getByRole('combobox', { name: 'Which office?' }).selectOption({ label: 'Wien' })],
      ['several', () => page.getByLabel('Zürich').check()],
    ] as const) {
      await shown(page, id);
      await next();
      if (name === 'on a desk') await expectAccessible(page);
      await page.getByRole('button', { name: 'Confirm' }).click();
    }
    await shown(page, 'table');
    await expect(page.getByRole('button', { name: 'Select: INC-2' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Select: INC-2' }).click();
    await shown(page, 'stars');
    await page.getByRole('button', { name: '4 of 5 stars' }).click();
    await page.getByLabel('Add a comment').fill('Good');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send rating' }).click();
    for (const id of ['plain', 'long', 'hebrew', 'thumbs']) await shown(page, id);
    await page.getByRole('button', { name: 'Helpful', exact: true }).click();
    await shown(page, 'end');
    await expect(page.getByText('This conversation has ended. Glad to have helped.')).toBeVisible();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
}

test('the keyboard alone does: focus stays where something was sent, and goes to the first mistake', async ({
  browser,
}) => {
  const { page } = await visit(browser);
  await page.goto('/c/gallery');
  const form = page.getByRole('button', { name: 'Show form' });
  await form.waitFor();
  for (let tabs = 0; tabs < 20 && (await form.and(page.locator(':focus')).count()) === 0; tabs += 1)
    await page.keyboard.press('Tab');
  await expect(form).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2');
  await page.getByLabel('I have asked my manager').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Please enter an e-mail address, such as name@example.com.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await expect(page.getByLabel('Name')).toHaveValue('Ada');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByText('ada@example.com')).toBeVisible();
  await page.context().close();
});

test('a reload in mid-answer and a second tab see the same answer to its end', async ({ browser }) => {
  const { page, complaints } = await visit(browser);
  model.next({ text: words, delayMs: 500 });
  await page.goto('/c/gallery');
  await shown(page, 'write');
  await expect(page.getByText('word2 ')).toBeVisible();
  const second = watched(await page.context().newPage());
  await second.page.goto('/c/gallery');
  await expect(second.page.getByText('word2 ')).toBeVisible();
  await page.reload();
  await expect(page.locator('.pb-writing')).toContainText('word2 ');
  await expect(page.getByRole('button', { name: 'Stop writing' })).toBeVisible();
  for (const tab of [page, second.page]) {
    await expect(tab.locator('.pb-writing')).toHaveCount(0);
    await expect(tab.locator('.pb-message', { hasText: 'word0 ' })).toHaveText(`Assistant: ${words}`);
  }
  // What one tab says, the other shows; what one answered is closed in the other.
  await shown(page, 'thumbs');
  await second.page.getByRole('button', { name: 'Not helpful' }).click();
  await expect(page.getByRole('button', { name: 'Show form' })).toBeVisible();
  for (const tab of [page, second.page]) await expect(tab.getByText('Did it help?')).toHaveCount(1);
  expect([...complaints, ...second.complaints]).toEqual([]);
  await page.context().close();
});

test('an answer to a choice that is typed is shown once, with the option that it was taken for', async ({
  browser,
}) => {
  const { page } = await visit(browser);
  await page.goto('/c/gallery');
  const said = page.locator('.pb-user');
  await expect(page.getByText('What shall be shown?')).toBeVisible();
  await say(page, 'show plain!');
  await expect(page.getByText('What shall be shown?')).toHaveCount(2);
  await expect(said).toHaveText(['You: show plain!']);
  await say(page, 'thumbs');
  await expect(page.getByRole('button', { name: 'Not helpful' })).toBeVisible();
  await expect(said).toHaveText(['You: show plain!', 'You: thumbsUnderstood as: Show thumbs']);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Not helpful' }).click();
  await page.getByRole('button', { name: 'Show plain' }).click();
  await expect(said).toHaveCount(3);
  const shownNow = await said.allTextContents();
  expect(shownNow.at(-1)).toBe('You: Show plain');
  await page.reload();
  await expect(said).toHaveText(shownNow);
  await page.context().close();
});

test('a bot that greets nobody waits for the first message, and says so', async ({ browser }) => {
  const [start, ...rest] = echo.nodes;
  const nodes = [{ ...start, config: { waitForMessage: true } }, ...rest];
  await publish({ ...echo, nodes }, 'quiet');
  const { page } = await visit(browser, { colorScheme: 'dark' });
  await page.goto('/c/quiet');
  await expect(page.getByText('Write the first message.')).toBeVisible();
  await expect(page.locator('.pb-skeleton')).toHaveCount(0);
  await expectAccessible(page);
  await say(page, 'hello');
  await expect(page.getByText('Say something.')).toBeVisible();
  await expect(page.getByText('Write the first message.')).toHaveCount(0);
  await page.context().close();
});

test('an answer is stopped, and keeps what was written', async ({ browser }) => {
  const { page } = await visit(browser);
  await page.goto('/c/gallery');
  await shown(page, 'write');
  await expect(page.getByText('word2 ')).toBeVisible();
  await page.getByRole('button', { name: 'Stop writing' }).click();
  await expect(page.getByText('Stopped')).toBeVisible();
  await expect(page.getByText('word39')).toHaveCount(0);
  await page.context().close();
});

test('what is said without a connection arrives once it is back, also over a reload', async ({ browser }) => {
  const { page } = await visit(browser);
  await page.goto('/c/echo');
  await expect(page.getByText('Say something.')).toBeVisible();
  await page.context().setOffline(true);
  await say(page, 'from the cellar');
  await expect(page.getByText('The connection is lost. Trying again …')).toBeVisible();
  await expect(page.getByText('Not delivered yet, trying again …')).toBeVisible();
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByText('You said: from the cellar')).toHaveCount(1);
  await expect(page.getByText('The connection is lost')).toHaveCount(0);
  await expect(page.locator('.pb-user')).toHaveCount(1);
  await page.context().close();
});

test('a long conversation opens at its end, stays where the reader is, and tells what is new', async ({ browser }) => {
  const { page } = await visit(browser, { viewport: { width: 700, height: 500 } });
  await page.goto('/c/echo');
  await expect(page.getByText('Say something.')).toBeVisible();
  const { id, token } = await page.evaluate(() => JSON.parse(localStorage.getItem('patchbay:echo')!));
  for (let turn = 0; turn < 70; turn += 1)
    await fetch(`${patchbay.url}/api/chat/echo/conversations/${id}/turns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `number ${turn}` }),
    });
  await page.reload();
  await expect(page.getByText('You said: number 69')).toBeInViewport();
  const top = () => page.locator('.pb-list').evaluate((list) => list.scrollTop);
  await page.locator('.pb-list').hover();
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('button', { name: 'Newest messages' })).toBeVisible();
  const before = await top();
  const second = await page.context().newPage();
  await second.goto('/c/echo');
  await say(second, 'from the other tab');
  await expect(page.getByRole('button', { name: 'New messages' })).toBeVisible();
  expect(await top()).toBe(before);
  await page.getByRole('button', { name: 'New messages' }).click();
  await expect(page.getByText('You said: from the other tab')).toBeInViewport();
  await expect(page.getByRole('button', { name: 'New messages' })).toHaveCount(0);
  await page.locator('.pb-list').evaluate((list) => list.scrollTo(0, 0));
  const earlier = page.getByRole('button', { name: 'Show earlier messages' });
  const first = (await page.locator('.pb-message').first().elementHandle())!;
  const text = await first.innerText();
  const place = (await first.boundingBox())!.y;
  await earlier.click();
  await expect(page.locator('.pb-message').first()).not.toHaveText(text);
  expect(Math.abs((await first.boundingBox())!.y - place)).toBeLessThan(60);
  await page.context().close();
});

test('it speaks the reader’s language, in the flow’s own words where it has some', async ({ browser }) => {
  const texts = { composer: 'Ask the desk', de: { composer: 'Frag den Helpdesk' } };
  await publish({ ...echo, settings: { texts } }, 'worded');
  const german = await visit(browser, { locale: 'de-CH' });
  await german.page.goto('/c/worded');
  await expect(german.page.getByPlaceholder('Frag den Helpdesk')).toBeVisible();
  await expect(german.page.getByRole('button', { name: 'Neu beginnen' })).toBeVisible();
  await expect(german.page.locator('html')).toHaveAttribute('lang', 'de');
  const french = await visit(browser, { locale: 'fr' });
  await french.page.goto('/c/worded');
  await expect(french.page.getByPlaceholder('Ask the desk')).toBeVisible();
  await german.page.goto('/c/nobody-here');
  await expect(german.page.getByRole('heading', { name: 'Dieser Assistent ist nicht erreichbar' })).toBeVisible();
  await Promise.all([german, french].map(({ page }) => page.context().close()));
});

test('who chats while the bot is taken offline is told, and keeps what was typed', async ({ browser }) => {
  await publish(echo, 'leaving');
  const { page } = await visit(browser);
  await page.goto('/c/leaving');
  await expect(page.getByText('Say something.')).toBeVisible();
  await administer('POST', '/flows/leaving/unpublish', { openConversations: 'close' });
  await expect(page.getByText('This conversation has ended.')).toBeVisible();
  await say(page, 'anybody?');
  await expect(page.getByText('This assistant was taken offline.').first()).toBeVisible();
  await expect(page.getByLabel('Write a message')).toHaveValue('anybody?');
  const response = await page.goto('/c/leaving');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'This assistant is not available' })).toBeVisible();
  await page.context().close();
});
