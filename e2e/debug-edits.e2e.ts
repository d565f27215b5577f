/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { openStudio, type Studio, watch } from './support/studio.ts';

// What is known of a test while its flow is edited, calls another, and is tested by others as well.

let studio: Studio;
let page: Page;
let brokenPage: Server;
let url = '';

test.describe.configure({ mode: 'default' });

test.beforeAll(async ({ browser }) => {
  brokenPage = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => brokenPage.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(brokenPage.address() as AddressInfo).port}/status`;
  studio = await openStudio({ browser, env: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1' } });
  ({ page } = studio);
});

test.afterAll(async () => {
  await studio.close();
  brokenPage.close();
});

test.afterEach(() => expect(studio.faults).toEqual([]));

test('the way of a test, its steps and breakpoints follow what is edited; that out of an error is lit', async () => {
  await open({
    key: 'edited',
    variables: [{ key: 'count', type: 'number' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'call', type: 'http', config: { url } },
      { id: 'sorry', type: 'message', config: { text: 'Sorry' } },
      { id: 'help', type: 'message', config: { text: 'Help is near' } },
      { id: 'bye', type: 'message', config: { text: 'Bye' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'call' },
      { from: 'call', port: 'next', to: 'bye' },
      { from: 'call', port: 'error', to: 'sorry' },
      { from: 'sorry', port: 'next', to: 'help' },
      { from: 'help', port: 'next', to: 'bye' },
    ],
  });
  await card('help').click();
  await canvas().focus();
  await page.keyboard.press('b');
  await page.keyboard.press('t');
  const bar = page.getByRole('region', { name: 'Debugging' });
  await expect(bar.getByRole('status')).toContainText('Paused before');
  for (const id of ['start next', 'call error', 'sorry next']) await expect(lit(id)).toHaveCount(1);
  await expect(lit('call next')).toHaveCount(0);

  await show('Variables');
  await page.getByRole('button', { name: 'Change count' }).click();
  await page.getByRole('textbox', { name: 'New value of count' }).fill('forty');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This must be a number, such as 12 or 0.5.')).toBeVisible();
  await page.getByRole('textbox', { name: 'New value of count' }).fill('40');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^count/ }).getByRole('cell', { name: 'by hand' })).toBeVisible();

  await show('Steps');
  await rename({ from: 'sorry', to: 'apology' });
  for (const id of ['call error', 'apology next']) await expect(lit(id)).toHaveCount(1);
  await expect(card('apology').locator('.pb-node')).toHaveAttribute('data-state', 'visited');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('apology');
  await expect(page.getByRole('list', { name: 'Steps' })).not.toContainText('sorry');

  await card('help').click();
  await canvas().focus();
  await page.keyboard.press('Delete');
  await expect(card('help')).toHaveCount(0);
  await expect(edge('apology next')).toHaveCount(1);
  await expect(lit('apology next')).toHaveCount(0);
  await expect(bar.getByText('Remove 1 breakpoint')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(lit('apology next')).toHaveCount(1);
  await expect(card('help').getByRole('img', { name: 'Breakpoint' })).toBeVisible();
  await expect(bar.getByText('Remove 1 breakpoint')).toBeVisible();
});

test('in a called flow its own variables are told, breakpoints are those of all tabs, and what is pinned is as it was and as others pin it', async () => {
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'inner',
    name: 'inner',
    variables: [{ key: 'level', type: 'string', default: 'low' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'put', type: 'message', config: { text: 'Looking' } },
      { id: 'done', type: 'end', config: { resolution: 'resolved', output: { state: '{{ vars.level }}' } } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'put' },
      { from: 'put', port: 'next', to: 'done' },
    ],
  });
  expect((await studio.administer('POST', '/flows/inner/publish')).status).toBe(200);
  const tab = await studio.context.newPage();
  watch({ page: tab, faults: studio.faults });
  await tab.goto(`${studio.patchbay.url}/flows/inner`);
  await card('put', tab).click();
  await canvas(tab).focus();
  await tab.keyboard.press('b');
  await expect(card('put', tab).getByRole('img', { name: 'Breakpoint' })).toBeVisible();

  await open({
    key: 'outer',
    variables: [{ key: 'mine', type: 'string', default: 'own' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'call', type: 'subflow', config: { flow: 'inner', saveAs: 'result' } },
      { id: 'say', type: 'message', config: { text: 'It is {{ vars.result.state }}' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'call' },
      { from: 'call', port: 'next', to: 'say' },
    ],
  });
  await canvas().focus();
  await page.keyboard.press('t');
  const status = page.getByRole('region', { name: 'Debugging' }).getByRole('status');
  await expect(status).toContainText('Paused before inner: Message');
  await show('Variables');
  await expect(page.getByText('The test is in the called flow “inner”.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^level/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^mine/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Change level' }).click();
  await page.getByRole('textbox', { name: 'New value of level' }).fill('high');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^level/ }).getByRole('cell', { name: 'by hand' })).toBeVisible();
  await canvas().focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Remove all breakpoints');
  await page.keyboard.press('Enter');
  await expect(card('put', tab).getByRole('img', { name: 'Breakpoint' })).toHaveCount(0);
  await tab.close();
  await canvas().focus();
  await page.keyboard.press('F8');
  await expect(page.getByRole('row', { name: /^mine/ })).toBeVisible();
  await show('Chat');
  await expect(said('It is high')).toBeVisible();

  await card('call').click();
  await canvas().focus();
  await page.keyboard.press('p');
  const output = page.getByRole('dialog').getByRole('textbox', { name: 'Output' });
  await expect(output).toHaveValue(/"state": "high"/);
  await output.fill('{"resolution": "resolved", "output": {"state": "pinned"}}');
  await page.getByRole('dialog').getByRole('button', { name: 'Pin it' }).click();
  await expect(pinned('call')).toBeVisible();
  await rename({ from: 'call', to: 'look' });
  await expect(pinned('look')).toBeVisible();
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(said('It is pinned')).toBeVisible();

  // What somebody else removes and pins.
  expect((await studio.administer('DELETE', '/flows/outer/pins/look')).status).toBe(204);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(said('It is low')).toBeVisible();
  await expect(pinned('look')).toHaveCount(0);
  const pin = { outlet: 'next', value: { resolution: 'resolved', output: { state: 'theirs' } } };
  expect((await studio.administer('PUT', '/flows/outer/pins/look', pin)).status).toBe(200);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(said('It is theirs')).toBeVisible();
  await expect(pinned('look')).toBeVisible();
  expect((await studio.administer('DELETE', '/flows/outer/pins/look')).status).toBe(204);
  // As a browser tells of a window that one comes back to.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(pinned('look')).toHaveCount(0);
});

async function open({ key, nodes, ...flow }: Pick<FlowDocument, 'key' | 'nodes' | 'edges' | 'variables'>) {
  const layout = Object.fromEntries(nodes.map(({ id }, index) => [id, { x: index * 280, y: (index % 2) * 160 }]));
  await studio.makeFlow({ format: 'patchbay.flow/1', key, name: key, nodes, ...flow, layout });
  await page.goto(`${studio.patchbay.url}/flows/${key}`);
  await expect(card('start')).toBeVisible();
}

async function rename({ from, to }: { from: string; to: string }): Promise<void> {
  await page.getByRole('tab', { name: 'Node', exact: true }).click();
  await card(from).click();
  await page.getByRole('textbox', { name: 'Id' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(card(to)).toBeVisible();
}

async function show(name: string): Promise<void> {
  await page.locator('.pb-preview label').filter({ hasText: name }).click();
}

function said(text: string) {
  return page
    .getByRole('complementary', { name: /Details/ })
    .getByText(text)
    .first();
}

function pinned(id: string) {
  return card(id).getByRole('img', { name: 'Output is pinned for tests' });
}

function edge(id: string) {
  return page.locator(`.react-flow__edge[data-id="edge:${id}"]`);
}

function lit(id: string) {
  return edge(id).locator('.pb-edge-lit');
}

function canvas(on = page) {
  return on.locator('.react-flow');
}

function card(id: string, on = page) {
  return on.locator(`.react-flow__node-flow[data-id="${id}"]`);
}
