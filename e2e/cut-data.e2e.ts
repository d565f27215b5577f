/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { settle } from './support/look-at.ts';
import { takePictures } from './support/pictures.ts';
import { card } from './support/places.ts';
import { openStudio, type Studio } from './support/studio.ts';

// Data of a test that are too long to be kept whole.

let studio: Studio;
let page: Page;
let system: Server;
let url = '';

test.beforeAll(async ({ browser }) => {
  const items = Array.from({ length: 9_000 }, (_, id) => ({ id }));
  system = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ items, few: [1, 2] })),
  );
  await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(system.address() as AddressInfo).port}/items`;
  studio = await openStudio({ browser, env: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1' } });
  ({ page } = studio);
});

test.afterAll(async () => {
  await studio.close();
  system.close();
});

test.afterEach(() => expect(studio.faults).toEqual([]));

test('a list that is too long to be kept says how many items it has, also where it is taken over', async () => {
  const data = page.locator('.pb-node-data:visible');
  const values = data.getByRole('group', { name: 'Values' });
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'long',
    name: 'long',
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'call', type: 'http', config: { url, method: 'GET', saveAs: 'answer' } },
      { id: 'ask', type: 'question', config: { text: 'And now?', saveAs: 'next', expects: 'text' } },
      { id: 'say', type: 'message', config: { text: 'There are {{ nodes.call.body.items | size }}' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'call' },
      { from: 'call', port: 'next', to: 'say' },
      { from: 'say', port: 'next', to: 'ask' },
    ],
    layout: Object.fromEntries(['start', 'call', 'say', 'ask'].map((id, at) => [id, { x: at * 300, y: 0 }])),
  });
  await page.goto(`${studio.patchbay.url}/flows/long`);
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(
    page
      .getByRole('complementary', { name: /Details/ })
      .getByText('There are 9000')
      .first(),
  ).toBeVisible();
  await card(page, 'call').click();
  const list = values.getByRole('button', { name: 'items 100 of 9,000 shown' });
  await list.click();
  await expect(values).toContainText('Of 9,000 items, the first 100 are kept here.');
  await expect(values).toContainText('few 2 items');
  await takePictures({ page, name: 'long-list' });
  // What another node read of it is the same list.
  await card(page, 'say').click();
  await expect(data).toHaveAccessibleName('Data of the test: Message');
  await values.getByRole('button', { name: 'body 2 items' }).click();
  await expect(values).toContainText('100 of 9,000 shown');

  await card(page, 'call').click();
  await expect(data).toHaveAccessibleName('Data of the test: HTTP request');
  await data.getByRole('button', { name: 'Pin its output' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The output was too long to be kept whole');
  await expect(dialog).toContainText('body.items: 100 of 9,000');
  await expect(dialog.getByRole('textbox', { name: 'Output' })).toBeEditable();
  await expectAccessible();
  await takePictures({ page, name: 'long-pin' });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await card(page, 'say').click();
  await expect(data).toHaveAccessibleName('Data of the test: Message');
  await data.getByRole('button', { name: 'Run this node alone' }).click();
  await expect(dialog).toContainText('nodes.call.body.items: 100 of 9,000');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog).toContainText('There are 9000');
  await page.keyboard.press('Escape');

  // A variable that is told in part says so, and before it is set as well.
  await page.getByText('Variables', { exact: true }).click();
  const table = page.locator('.pb-variables');
  await expect(table).toContainText('Too long to be shown whole. The flow has all of it.');
  await table.getByRole('button', { name: 'Change answer' }).click();
  await expect(table).toContainText('Only a part of it is here. What you set takes the place of the whole.');
  await expectAccessible();
  await takePictures({ page, name: 'long-variable' });
  await page.keyboard.press('Escape');

  await page.getByText('Tests', { exact: true }).click();
  await page.getByRole('button', { name: 'Save this test' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Counts');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toContainText('What call gave was too long to be kept whole');
});

/** Light and dark. */
async function expectAccessible(): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    expect(await axeViolations({ page })).toEqual([]);
  }
}
