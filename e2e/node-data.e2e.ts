/// <reference lib="dom" />
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { settle } from './support/look-at.ts';
import { chooseInChat } from './support/choose-in-chat.ts';
import { takePictures } from './support/pictures.ts';
import { statusFlow } from './support/status-flow.ts';
import { openStudio, type Studio } from './support/studio.ts';

// What data flow where: at a node of the editor after a test, of a past conversation, and of a replay.

let studio: Studio;
let page: Page;
let statusPage: Server;
let url = '';

test.describe.configure({ mode: 'default' });

test.beforeAll(async ({ browser }) => {
  const long = 'A very long answer of a system that has much to say. '.repeat(20);
  const tickets = Array.from({ length: 30 }, (_, id) => ({ id, title: `Ticket ${id}`, 'opened by': 'Ada' }));
  statusPage = createServer((request, response) => {
    const body = { state: 'up', code: '007', password: 'hunter2', note: '', tickets, long };
    return response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => statusPage.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(statusPage.address() as AddressInfo).port}/status`;
  studio = await openStudio({ browser, env: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1' } });
  ({ page } = studio);
});

test.afterAll(async () => {
  await studio.close();
  statusPage.close();
});

test.afterEach(() => expect(studio.faults).toEqual([]));

test('a node tells its data of the test beside its form: by mouse', async () => {
  await open('mouse');
  await card('call').click();
  await expect(data().getByText('Not run', { exact: true })).toBeVisible();
  await expect(fold()).toHaveAttribute('aria-expanded', 'false');
  await fold().click();
  await expect(data()).toContainText('Not run yet. Try the flow, or run this node alone');
  await expectAccessible();
  await takePictures({ page, name: 'never-run' });
  await fold().click();
  await page.evaluate(() => localStorage.removeItem('patchbay.node-data'));
  await card('start').click();

  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'VPN' }).click();
  await expect(said('The VPN is up')).toBeVisible();
  // While the test is watched, a card that is clicked shows its data below the conversation.
  await card('call').click();
  await expect(values()).toContainText('state: up');
  await takePictures({ page, name: 'below-the-chat' });
  await page.getByRole('tab', { name: 'Node', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeVisible();
  await expect(values()).toContainText('Came in');
  await expect(values()).toContainText('Came out');
  // A text that looks like a number is told from one, and a secret is not told.
  await expect(values()).toContainText('"007"');
  await expect(values()).not.toContainText('hunter2');
  await expect(values()).not.toContainText('Ticket 3');
  await values().getByRole('button', { name: 'tickets 30 items' }).click();
  await expect(values()).toContainText('title: Ticket 3');
  await takePictures({ page, name: 'json' });
  await values().getByText('Ticket 3', { exact: true }).hover();
  await values().getByRole('button', { name: 'Copy {{ nodes.call.body.tickets[3].title }}' }).click();
  await expect.poll(clipboard).toBe('{{ nodes.call.body.tickets[3].title }}');
  await values().getByRole('button', { name: 'Copy the value of nodes.call.body.state' }).click();
  await expect.poll(clipboard).toBe('up');
  await expectAccessible();

  // What it read, what it said, what it set.
  await card('say').click();
  await expect(values()).toContainText('vars.state: up');
  await expect(values()).toContainText('Said to the user');
  await card('keep').click();
  await expect(values()).toContainText('Variables that it set');
  await takePictures({ page, name: 'variables' });

  // Three runs, the last first.
  await card('each').click();
  await expect(data()).toContainText('Run 3 of 3');
  await expect(values()).toContainText('Order Mouse');
  await data().getByRole('button', { name: 'The run before' }).click();
  await expect(data()).toContainText('Run 2 of 3');
  await expect(values()).toContainText('vars.device: Phone');
  await takePictures({ page, name: 'runs' });

  // What is pinned is what that run gave.
  await card('call').click();
  await data().getByRole('button', { name: 'Pin its output' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Output' })).toHaveValue(/"state": "up"/);
  await page.keyboard.press('Escape');

  // A path tells what went along it last.
  await clickPath('keep next');
  await expect(data()).toContainText('What went along last');
  await expect(values()).toContainText('state: up');
  await takePictures({ page, name: 'path' });

  // Several, and none.
  await card('say').click({ modifiers: ['ControlOrMeta'] });
  await expect(data()).toHaveCount(0);
});

test('data are drawn higher and lower, by the pointer and by keys, and stay so', async () => {
  await open('height');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'VPN' }).click();
  await expect(said('The VPN is up')).toBeVisible();
  await card('call').click();
  await page.getByRole('tab', { name: 'Node', exact: true }).click();
  await expect(values()).toContainText('state: up');
  const height = async () => (await data().boundingBox())!.height;
  const edge = data().getByRole('separator', { name: 'Height of the data' });
  const [before, at] = [await height(), (await edge.boundingBox())!];
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width / 2, at.y - 120, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await height()) - before).toBeGreaterThan(100);
  await expectAccessible();
  const drawn = await height();
  await expect(edge).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect.poll(height).toBeLessThan(drawn - 10);
  await page.keyboard.press('End');
  await expect(edge).toHaveAttribute('aria-valuenow', '80');
  const most = await height();
  await page.keyboard.press('Home');
  await expect.poll(height).toBeLessThan(before);
  await page.keyboard.press('End');
  // The selected node is another: arrows here lead nowhere else.
  await expect(card('call').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  await card('say').click();
  await expect(values()).toContainText('Said to the user');
  await expect.poll(height).toBe(most);
  await edge.dblclick();
  await expect.poll(height).toBe(before);
});

test('data are unfolded, stepped through and left by keys alone, and nothing of them is drawn while one types', async () => {
  await open('keys');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'VPN' }).press('Enter');
  await expect(said('The VPN is up')).toBeVisible();
  await select('each');
  await page.keyboard.press('d');
  await expect(values()).toBeFocused();
  await expect(data()).toContainText('Run 3 of 3');
  await page.keyboard.press('Shift+Tab');
  await expect(data().getByRole('button', { name: 'The run after' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(data()).toContainText('Run 1 of 3');
  await expect(data().getByRole('button', { name: 'The run before' })).toBeFocused();
  await expect(values()).toContainText('Order Laptop');
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow')).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Data of the selected node');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Node', exact: true }).click();
  await page.evaluate(() => {
    const box = document.querySelector('.pb-node-data')!;
    const seen = new MutationObserver((changes) => {
      Reflect.set(window, 'pbDrawn', Number(Reflect.get(window, 'pbDrawn') ?? 0) + changes.length);
    });
    seen.observe(box, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.getByRole('textbox', { name: 'Text' }).click();
  await page.keyboard.type(' and more of it');
  await expect(card('each')).toContainText('and more of it');
  expect(await page.evaluate(() => Reflect.get(window, 'pbDrawn') ?? 0)).toBe(0);
});

test('steps and cards lead to each other, and what a node is about to read is told before it runs', async () => {
  await open('steps');
  await select('say');
  await page.keyboard.press('b');
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'VPN' }).click();
  const bar = page.getByRole('region', { name: 'Debugging' });
  await expect(bar.getByRole('status')).toContainText('Paused before');
  await card('call').click();
  await card('say').click();
  await expect(data()).toContainText('The test stands still before this node');
  await expect(values()).toContainText('vars.state: up');
  await takePictures({ page, name: 'about-to-run' });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('F8');
  await expect(said('What is your name?')).toBeVisible();
  await page.locator('.pb-preview label').filter({ hasText: 'Steps' }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await card('call').click();
  await expect(steps.getByRole('button', { name: /HTTP request call/ })).toHaveAttribute('aria-expanded', 'true');
  await expect(steps).toContainText('state: up');
  await takePictures({ page, name: 'steps' });
  await steps.getByRole('button', { name: /Set variables keep/ }).click();
  await expect(card('keep')).toHaveClass(/selected/);
  await expectAccessible();
});

test('a past conversation and its replay tell the data of a node that is chosen, then and now', async () => {
  await open('past');
  expect((await studio.administer('POST', '/flows/past/publish')).status).toBe(200);
  await chooseInChat({ patchbay: studio.patchbay, bot: 'past', option: 'vpn' });
  const changed = await studio.administer('POST', '/flows/past/draft/operations', {
    base: 1,
    clientId: 'e2e',
    operations: [{ type: 'node.set', id: 'each', path: ['text'], value: 'Bring {{ vars.device }}' }],
  });
  expect(changed.status).toBe(200);
  await page.evaluate(() => localStorage.removeItem('patchbay.node-data'));
  await page.goto(`${studio.patchbay.url}/conversations`);
  await page.getByRole('button', { name: /past v1/ }).click();
  await page.getByRole('link', { name: 'Open on the canvas' }).click();
  // Steps are written a moment after the turn.
  await expect(async () => {
    await page.reload();
    await expect(card('say').locator('.pb-node')).toHaveAttribute('data-state', 'visited', { timeout: 5_000 });
  }).toPass();
  await card('each').click();
  await expect(data()).toContainText('Run 3 of 3');
  await expect(values()).toContainText('Order Mouse');
  await data().getByRole('button', { name: 'The run before' }).click();
  await expect(values()).toContainText('vars.device: Phone');
  await page.getByRole('tab', { name: 'Node', exact: true }).click();
  await expect(page.getByRole('complementary').getByText('Says something to the user.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name on the canvas' })).not.toBeEditable();
  await expect(values()).toContainText('Order Mouse');
  await expectAccessible();
  await takePictures({ page, name: 'past' });
  // By keys: along the path, to one that was not passed.
  await page.locator('.react-flow').focus();
  await card('other').click();
  await expect(values()).toContainText('The conversation did not pass here.');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(data()).toHaveAccessibleName(/Choice/);
  await page.keyboard.press('d');
  await expect(values()).toBeFocused();

  await page.getByRole('button', { name: 'Replay on the draft' }).click();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('Differs in 1 place')).toBeVisible();
  await card('each').click();
  await expect(data()).toContainText('Run 3 of 3');
  const different = values().locator('.pb-step-part[data-differs]').filter({ hasText: 'Said to the user' });
  await expect(different).toContainText('Order Mouse');
  await expect(different).toContainText('Bring Mouse');
  await expectAccessible();
  await takePictures({ page, name: 'replay' });
  await card('keep').click();
  await expect(values()).toContainText('Came out');
  await expect(values().locator('[data-differs]')).toHaveCount(0);
});

test('what was seen is offered where a template is written, with its value, and a condition tells what it compared', async () => {
  const flow = statusFlow({ key: 'seen', url });
  const when = { left: '{{ nodes.call.body.state }}', op: 'eq', right: 'down' };
  flow.nodes.push({ id: 'if', type: 'condition', config: { cases: [{ id: 'a', label: 'Down', when }] } });
  flow.edges = flow.edges.map((edge) => (edge.from === 'keep' ? { ...edge, to: 'if' } : edge));
  flow.edges.push({ from: 'if', port: 'else', to: 'say' });
  await studio.makeFlow({ ...flow, layout: { ...flow.layout, if: { x: 900, y: 240 } } });
  await page.goto(`${studio.patchbay.url}/flows/seen`);
  const offered = async (typed: string) => {
    await card('say').click();
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill(typed);
    return page.getByRole('option');
  };
  await card('call').click();
  await page.getByRole('button', { name: 'Run this node alone' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('region', { name: 'What came of it' })).toContainText('up');
  await page.keyboard.press('Escape');
  await expect(await offered('{{ body.st')).toHaveText(['nodes.call.body.stateLast seen: up']);
  await expect(await offered('{{ first.ti')).toContainText('Last seen: Ticket 0');
  await expect(await offered('{{ password')).not.toContainText('hunter2');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('It is {{ vars.state }}');

  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'VPN' }).click();
  await expect(said('It is up')).toBeVisible();
  await card('if').click();
  await expect(values()).toContainText('nodes.call.body.state (“up”) is down');
  await expect(values()).not.toContainText('op: eq');
});

test('what the user was told is told whole: a form, a table, and a question that was asked anew', async () => {
  const columns = [{ key: 'name', label: 'Device' }];
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'told',
    name: 'told',
    variables: [{ key: 'devices', type: 'array', default: [{ name: 'Laptop' }] }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'list', type: 'table', config: { title: 'Your devices', rows: '{{ vars.devices }}', columns } },
      { id: 'count', type: 'question', config: { text: 'How many?', expects: 'number', saveAs: 'count' } },
      {
        id: 'order',
        type: 'form',
        config: { title: 'Order', fields: [{ key: 'why', label: 'What for?', type: 'text' }], saveAs: 'order' },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'list' },
      { from: 'list', port: 'next', to: 'count' },
      { from: 'count', port: 'next', to: 'order' },
    ],
    layout: Object.fromEntries(['start', 'list', 'count', 'order'].map((id, at) => [id, { x: at * 300, y: 0 }])),
  });
  await page.goto(`${studio.patchbay.url}/flows/told`);
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(said('How many?')).toBeVisible();
  const answer = page.locator('.pb-preview').getByRole('textbox', { name: 'Message' });
  for (const text of ['many', '3']) {
    await answer.fill(text);
    await answer.press('Enter');
  }
  await expect(said('What for?')).toBeVisible();
  const told = values().locator('.pb-step-part').filter({ hasText: 'Said to the user' });
  await card('list').click();
  await expect(told).toContainText('Your devices');
  await expect(told).toContainText('Device');
  await card('count').click();
  await expect(told).toContainText('How many?');
  await expect(told).toContainText('number');
  await card('order').click();
  await expect(told).toContainText('What for?');
});

async function open(key: string): Promise<void> {
  await studio.makeFlow(statusFlow({ key, url }));
  await page.goto(`${studio.patchbay.url}/flows/${key}`);
  await expect(card('start')).toBeVisible();
}

function said(text: string) {
  return page
    .getByRole('complementary', { name: /Details/ })
    .getByText(text)
    .first();
}

function data() {
  return page.locator('.pb-node-data:visible');
}

function fold() {
  return data().locator('.pb-node-data-fold');
}

function values() {
  return data().getByRole('group', { name: 'Values' });
}

function card(id: string) {
  return page.locator(`.react-flow__node-flow[data-id="${id}"]`);
}

async function select(id: string): Promise<void> {
  await card(id).click();
  await page.locator('.react-flow').focus();
}

/** Beside its middle, where the plus is. */
async function clickPath(id: string): Promise<void> {
  const line = page.locator(`.react-flow__edge[data-id="edge:${id}"] .react-flow__edge-path`);
  const place = await line.evaluate((path: SVGPathElement) => {
    const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.25).matrixTransform(path.getScreenCTM()!);
    return { x, y };
  });
  await page.mouse.click(place.x, place.y);
}

function clipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Light and dark. */
async function expectAccessible(): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    expect(await axeViolations({ page })).toEqual([]);
  }
}
