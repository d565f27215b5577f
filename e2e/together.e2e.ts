import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { signInColleague } from './support/colleague.ts';
import { makeAdministrator } from './support/make-administrator.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// Two people, each in a browser of their own, on one flow.

let patchbay: Patchbay;
let contexts: BrowserContext[];
let ada: Page;
let bob: Page;
const faults: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  patchbay = await startPatchbay();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  ada = await context.newPage();
  await makeAdministrator({ page: ada, patchbay });
  const colleague = await signInColleague({ browser, page: ada, patchbay, name: 'Bob' });
  bob = colleague.page;
  contexts = [context, colleague.context];
  for (const page of [ada, bob]) {
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
  }
});

test.afterAll(async () => {
  for (const context of contexts) await context.close();
  expect(await patchbay.stop()).toBe(0);
});

test('they see each other: who is here, where they point, what they have selected and which field they edit', async () => {
  await open('seen');
  await expect(people(ada).getByRole('button', { name: 'Bob' })).toBeVisible();
  await expect(people(bob).getByRole('button', { name: 'Ada Admin' })).toBeVisible();
  await bob.mouse.move(640, 400);
  await expect(ada.locator('.pb-other-cursor')).toHaveText('Bob');
  const before = await ada.locator('.pb-other-cursor').boundingBox();
  await bob.mouse.move(840, 500, { steps: 4 });
  await expect
    .poll(async () => Math.round((await ada.locator('.pb-other-cursor').boundingBox())?.x ?? 0))
    .toBe(Math.round((before?.x ?? 0) + 200));
  await card(bob, 'hello').click();
  await expect(ada.locator('.pb-other-selection')).toHaveText('Bob');
  await bob.getByRole('textbox', { name: 'Text' }).click();
  await card(ada, 'hello').click();
  await expect(ada.locator('[data-held-by="Bob edits this"]')).toBeVisible();
  await expect(ada.locator('[data-held-by]')).toHaveAttribute('data-path', 'text');
  for (const scheme of ['light', 'dark'] as const) {
    await ada.emulateMedia({ colorScheme: scheme });
    const { violations } = await new AxeBuilder({ page: ada }).analyze();
    expect(violations).toEqual([]);
  }
  await ada.emulateMedia({ colorScheme: 'light' });
});

test('no error was written to either console but of the lines that were cut on purpose', () => {
  expect(faults.filter((fault) => !/WebSocket|ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
});

async function open(key: string): Promise<void> {
  const { request } = contexts[0]!;
  const { csrfToken } = await (await request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await request.post(`${patchbay.url}/api/v1/workspaces/default/flows`, {
    headers: { 'x-csrf-token': csrfToken },
    data: starterDocument({ key, name: `Flow ${key}` }),
  });
  expect(made.status()).toBe(201);
  for (const page of [ada, bob]) {
    await page.goto(`${patchbay.url}/flows/${key}`);
    await expect(card(page, 'hello')).toBeVisible();
  }
  for (const page of [ada, bob]) await expect(people(page).getByRole('listitem')).toHaveCount(1);
}

function card(page: Page, id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

function people(page: Page) {
  return page.getByRole('list', { name: 'Also here' });
}
