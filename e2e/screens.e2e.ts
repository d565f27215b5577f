import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { untranslatedTexts } from '../libs/texts/src/testing/untranslated-texts.ts';
import { administrator, adminVariables } from './support/administrator.ts';
import { faultsOf, settle, textsAmong } from './support/look-at.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// Every screen of the studio: accessible, nothing cut off, in both languages, light and dark, wide and narrow. A short run takes the two corners
// that differ most; a long one takes all. PATCHBAY_SCREENS names a folder for pictures to look at.

interface Look {
  language: 'en' | 'de';
  scheme: 'light' | 'dark';
  width: number;
}

const looks: Look[] = (['en', 'de'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => [1280, 480].map((width) => ({ language, scheme, width }))),
);
const corners = looks.filter(({ language, scheme, width }) =>
  language === 'en' ? scheme === 'light' && width === 1280 : scheme === 'dark' && width === 480,
);
const pictures = process.env.PATCHBAY_SCREENS;

let patchbay: Patchbay;
const flow = 'screens';

test.beforeAll(async ({ browser }) => {
  patchbay = await startPatchbay({ env: adminVariables });
  const administer = await administrator(patchbay);
  const made = await administer('POST', '/flows', document);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect((await administer('POST', `/flows/${flow}/publish`, { address: flow })).status).toBe(200);
  await administer('PUT', '/variables/company', { value: 'Example' });
  const chat = await browser.newPage();
  await chat.goto(`${patchbay.url}/c/${flow}`);
  await chat.getByRole('button', { name: 'Anything else' }).click();
  await chat.getByText('Please say more.').waitFor();
  await chat.close();
});

test.afterAll(async () => {
  expect(await patchbay.stop()).toBe(0);
});

for (const look of process.env.PATCHBAY_TEST_LONG ? looks : corners)
  test(`every screen in ${look.language}, ${look.scheme}, ${look.width} px`, async ({ browser }) => {
    const context = await contextOf({ browser, look });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    for (const [name, open] of Object.entries(screens)) {
      await open({ page, look });
      await settle(page);
      await picture({ page, look, name });
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
      if (look.language === 'de') {
        const english = await textsAmong({ page, untranslated: untranslatedTexts });
        faults.push(...english.map((text) => `${name}: not German: ${text}`));
      }
    }
    await context.close();
    expect(faults).toEqual([]);
  });

interface At {
  page: Page;
  look: Look;
}

/** Each opens one screen and waits for what it is known by. Those of one page come one after another. */
const screens: Record<string, (at: At) => Promise<void>> = {
  'set-up': ({ page }) => at(page, '/setup', 'h1'),
  'sign-in': ({ page }) => at(page, '/sign-in', 'input[type="password"]'),
  flows: async ({ page }) => {
    await page.getByRole('textbox', { name: /e-mail/i }).fill(adminVariables.PATCHBAY_ADMIN_EMAIL);
    await page.locator('input[type="password"]').fill(adminVariables.PATCHBAY_ADMIN_PASSWORD);
    await page.locator('button[type="submit"]').click();
    await page.locator(`a[href="/flows/${flow}"]`).waitFor();
  },
  templates: ({ page }) => at(page, '/templates', 'article'),
  connections: ({ page }) => at(page, '/connections', 'h1'),
  'new connection': ({ page }) => opened(page, page.locator('main button').first(), 'dialog'),
  conversations: ({ page }) => at(page, '/conversations', '.pb-row'),
  conversation: async ({ page }) => {
    await page.locator('.pb-row').first().click();
    await page.locator('.pb-transcript').getByText('Please say more.').waitFor();
  },
  ...Object.fromEntries(
    ['account', 'members', 'variables', 'api-keys', 'budget', 'network', 'audit', 'workspaces'].map((tab) => [
      `settings ${tab}`,
      ({ page }: At) => at(page, `/settings/${tab}`, '[role="tabpanel"]'),
    ]),
  ),
  editor: ({ page }) => at(page, `/flows/${flow}`, '[data-id="ask"]'),
  node: async ({ page }) => {
    await page.locator('[data-id="ask"]').click();
    await page.locator('.pb-side [data-path="text"]').waitFor();
  },
  problems: async ({ page }) => {
    await page.getByRole('tab').nth(1).click();
  },
  preview: async ({ page }) => {
    await page.getByRole('tab').nth(2).click();
    await page.locator('.pb-conversation').getByText('What is broken?').waitFor();
  },
  outline: async ({ page }) => {
    await page.locator('.react-flow').focus();
    await page.keyboard.press('o');
    await page.getByRole('tree').waitFor();
  },
  commands: async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  },
  shortcuts: async ({ page }) => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
};

async function at(page: Page, address: string, known: string): Promise<void> {
  await page.goto(`${patchbay.url}${address}`);
  await page.locator(known).filter({ visible: true }).first().waitFor();
}

async function opened(page: Page, button: ReturnType<Page['locator']>, role: 'dialog'): Promise<void> {
  await button.click();
  await page.getByRole(role).waitFor();
}

function contextOf({ browser, look }: { browser: Browser; look: Look }): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: look.width, height: look.width < 600 ? 900 : 800 },
    locale: look.language === 'de' ? 'de-DE' : 'en-US',
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
  });
}

async function picture({ page, look, name }: At & { name: string }): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  const file = `${name.replaceAll(' ', '-')}-${look.language}-${look.scheme}-${look.width}.png`;
  await page.screenshot({ path: path.join(pictures, file) });
}

const document = {
  format: 'patchbay.flow/1',
  key: flow,
  name: 'IT helpdesk of the whole company',
  description: 'What to do when something is broken, from a locked account to a printer that does not print.',
  nodes: [
    { id: 'start', type: 'start', config: { greeting: 'Hello!' } },
    {
      id: 'ask',
      type: 'choice',
      config: {
        text: 'What is broken?',
        style: 'buttons',
        options: [
          { id: 'vpn', label: 'The VPN' },
          { id: 'other', label: 'Anything else' },
        ],
      },
    },
    { id: 'more', type: 'question', config: { text: 'Please say more.', saveAs: 'more' } },
    { id: 'done', type: 'end', config: { resolution: 'resolved' } },
    { id: 'apart', type: 'message', config: { text: 'Nobody comes here.' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'ask' },
    { from: 'ask', port: 'option:vpn', to: 'done' },
    { from: 'ask', port: 'next', to: 'more' },
    { from: 'more', port: 'next', to: 'done' },
  ],
};
