import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Operation } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { chooseInChat } from './support/choose-in-chat.ts';
import { takePictures } from './support/pictures.ts';
import { openStudio, type Studio } from './support/studio.ts';

// Testing and debugging in the editor, in a real browser: breakpoints, single nodes, pins, test cases, past conversations.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];
let faults: Studio['faults'];
let administer: Studio['administer'];
let statusPage: Server;
let url = '';
let asked = 0;

test.describe.configure({ mode: 'default' });

test.beforeAll(async ({ browser }) => {
  statusPage = createServer((_, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end('{"state":"up"}');
  });
  await new Promise<void>((resolve) => statusPage.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(statusPage.address() as AddressInfo).port}/status`;
  studio = await openStudio({ browser, env: { PATCHBAY_ALLOW_PRIVATE_NETWORK: '127.0.0.1' } });
  ({ patchbay, page, faults, administer } = studio);
});

test.afterAll(async () => {
  await studio.close();
  statusPage.close();
});

// A pin that does not fit is refused on purpose, and once what saves a draft, which a browser tells as an error.
test.afterEach(() => expect(faults.filter((fault) => !/status of (422|503)/.test(fault))).toEqual([]));

test('a test stands still at a breakpoint, over a reload too, is changed, stepped and goes on: by keys alone', async () => {
  await open('halt');
  await select('say');
  await page.keyboard.press('b');
  await expect(card('say').getByRole('img', { name: 'Breakpoint' })).toBeVisible();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'VPN' }).click();
  const bar = page.getByRole('region', { name: 'Debugging' });
  await expect(bar.getByRole('status')).toContainText('Paused before');
  await expect(card('say').getByRole('img', { name: 'The test stands still before this node' })).toBeVisible();
  await takePictures({ page, name: 'paused' });

  await page.reload();
  await expect(bar.getByRole('status')).toContainText('Paused before');
  await show('Variables');
  await page.getByRole('button', { name: 'Change state' }).click();
  await page.getByRole('textbox', { name: 'New value of state' }).fill('on fire');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('cell', { name: 'on fire' })).toBeVisible();
  await show('Chat');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('F10');
  await expect(said('The VPN is on fire')).toBeVisible();
  await expect(bar.getByRole('status')).toContainText('Paused before');
  await expect(card('ask').getByRole('img', { name: 'The test stands still before this node' })).toBeVisible();
  await page.keyboard.press('F8');
  await expect(said('What is your name?')).toBeVisible();
  await show('Steps');
  await expect(page.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(7);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Remove all breakpoints');
  await page.keyboard.press('Enter');
  await expect(card('say').getByRole('img', { name: 'Breakpoint' })).toHaveCount(0);
});

test('a test stands still before the first node that speaks, while it is being opened, and goes on: by keys alone', async () => {
  await open('first');
  await select('pick');
  await page.keyboard.press('b');
  await page.keyboard.press('t');
  const paused = page.getByRole('region', { name: 'Debugging' }).getByText('Paused before');
  await expect(paused).toBeVisible();
  await expect(card('pick').getByRole('img', { name: 'The test stands still before this node' })).toBeVisible();
  await expect(said('What is it about?')).toHaveCount(0);
  expect(await axeViolations({ page })).toEqual([]);
  await page.keyboard.press('F8');
  await expect(said('What is it about?')).toBeVisible();
  await expect(paused).toHaveCount(0);
});

test('one node is run alone, its output is pinned and stands in for it, and a test begins at it', async () => {
  await open('changing', { method: 'POST' });
  await select('call');
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('what it does really happens')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Run it' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Let it happen' }).check();
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog.getByRole('region', { name: 'What came of it' })).toContainText('state: up');
  expect(await axeViolations({ page })).toEqual([]);
  await takePictures({ page, name: 'run-node' });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  // One that only asks needs no leave.
  await open('single');
  await select('call');
  await page.keyboard.press('r');
  await expect(dialog.getByRole('checkbox', { name: 'Let it happen' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(dialog.getByRole('region', { name: 'What came of it' })).toContainText('state: up');
  // The button lost the focus while it worked: keys are still the dialog's, and not the canvas's behind it.
  await page.keyboard.press('Delete');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(card('call')).toHaveClass(/selected/);

  const calls = asked;
  await select('call');
  await page.keyboard.press('p');
  await dialog.getByRole('textbox', { name: 'Output' }).fill('{"status": "fine"}');
  await dialog.getByRole('button', { name: 'Pin it' }).click();
  await expect(dialog.getByText('status: This must be a number.')).toBeVisible();
  // What is laid out anew when it is left moves nothing: a click goes where it began.
  const output = dialog.getByRole('textbox', { name: 'Output' });
  const pinIt = dialog.getByRole('button', { name: 'Pin it' });
  await output.fill('{"status":200,"headers":{},"body":{"state":"pinned","list":[{"a":1,"b":2},{"a":3,"b":4}]}}');
  const place = await output.boundingBox();
  await pinIt.hover();
  await page.mouse.down();
  await expect(output).toHaveValue(/\n {2}"status": 200/);
  expect(await output.boundingBox()).toEqual(place);
  await page.mouse.up();
  await expect(dialog).toHaveCount(0);
  await expect(card('call').getByRole('img', { name: 'Output is pinned for tests' })).toBeVisible();
  await select('call');
  await page.keyboard.press('Shift+R');
  await expect(said('The VPN is pinned')).toBeVisible();
  expect(asked).toBe(calls);
  await takePictures({ page, name: 'pinned' });
  // One that began elsewhere is no test case, and says why.
  await show('Tests');
  await expect(page.getByRole('button', { name: 'Save this test' })).toBeDisabled();
  await expect(page.getByText('it did not begin at the start')).toBeVisible();
});

test('a test conversation is kept as a test case, run, and told apart from what the draft does now', async () => {
  await open('cases');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'VPN' }).click();
  await expect(said('The VPN is up')).toBeVisible();
  await show('Tests');
  await expect(page.getByText('No test cases yet')).toBeVisible();
  await page.getByRole('button', { name: 'Save this test' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('The VPN is seen');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText('1 of 1 test case passed.')).toBeVisible();

  const change = async (base: number, operation: Operation) =>
    expect(
      await administer('POST', '/flows/cases/draft/operations', {
        base,
        clientId: `e2e-${base}`,
        operations: [operation],
      }),
    ).toMatchObject({ status: 200 });
  // No test can tell where a card stands, or a note.
  const place = async () => (await card('say').boundingBox())!.y;
  const before = await place();
  await change(1, { type: 'node.move', id: 'say', position: { x: 900, y: 400 } });
  await expect.poll(place).not.toBe(before);
  await change(2, { type: 'note.add', note: { id: 'n', text: 'Mind this', x: 0, y: 300 } });
  await expect(page.getByText('Mind this')).toBeVisible();
  await expect(page.getByText('1 of 1 test case passed.')).toBeVisible();
  await change(3, { type: 'node.set', id: 'say', path: ['text'], value: 'State of the VPN: {{ vars.state }}' });
  // What passed did so on another draft: that is said, and where one publishes, too.
  await expect(page.getByRole('listitem').filter({ hasText: 'The VPN is seen' })).toContainText('on an older draft');
  await expect(page.getByText('1 of 1 test case passed.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const publishing = page.getByRole('dialog', { name: 'Publish' });
  await expect(publishing.getByText('1 test case has not been run on the draft as it is now.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText('0 of 1 test case passed.')).toBeVisible();
  const outcome = page.getByRole('region', { name: /What is different/ });
  await expect(outcome).toContainText('The VPN is up');
  await expect(outcome).toContainText('State of the VPN: up');
  expect(await axeViolations({ page })).toEqual([]);
  await takePictures({ page, name: 'tests' });
  // What was different is still there when one comes back from elsewhere.
  await show('Chat');
  await expect(outcome).toHaveCount(0);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(publishing.getByText('1 of 1 test case failed when it was last run.')).toBeVisible();
  await takePictures({ page, name: 'publish-failing' });
  await publishing.getByRole('button', { name: 'Show the tests' }).click();
  await expect(publishing).toHaveCount(0);
  await expect(outcome).toContainText('State of the VPN: up');
  await outcome.getByRole('button', { name: 'Expect this from now on' }).click();
  await expect(page.getByText(/expects this from now on/)).toBeVisible();
  await expect(outcome).toHaveCount(0);
  await expect(page.getByText('0 of 1 test case passed.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run “The VPN is seen”' }).click();
  await expect(page.getByText('1 of 1 test case passed.')).toBeVisible();

  // In which language and time zone it is had is said where these are not the flow’s, and kept. English is, on UTC as this browser.
  const [recorded] = await testsOf('cases');
  expect(recorded).toMatchObject({ locale: 'en-US', timezone: 'UTC' });
  await expect(page.getByText(/^In English/)).toHaveCount(0);
  const german = { name: 'In Berlin', pins: {}, live: false, locale: 'de', timezone: 'Europe/Berlin' };
  const turns = [{ act: 'open', expect: [] }];
  expect((await administer('POST', '/flows/cases/tests', { ...german, turns })).status).toBe(201);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText('In German, Europe/Berlin')).toBeVisible();
  await page.getByRole('button', { name: 'Change “In Berlin”' }).click();
  const dialog = page.getByRole('dialog', { name: 'Test case' });
  await expect(dialog.getByText('In German, Europe/Berlin')).toBeVisible();
  await takePictures({ page, name: 'test-elsewhere' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Still in Berlin');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Run “Still in Berlin”' })).toBeVisible();
  expect(await testsOf('cases')).toContainEqual(expect.objectContaining({ ...german, name: 'Still in Berlin' }));
});

test('a past conversation is opened on the canvas and replayed on the draft, with what differs marked', async () => {
  await open('past');
  expect((await administer('POST', '/flows/past/publish')).status).toBe(200);
  const calls = asked;
  await chooseInChat({ patchbay, bot: 'past', option: 'vpn' });
  expect(asked).toBe(calls + 1);
  const changed = await administer('POST', '/flows/past/draft/operations', {
    base: 1,
    clientId: 'e2e',
    operations: [
      {
        type: 'node.add',
        node: { id: 'moment', type: 'message', config: { text: 'One moment' } },
        position: { x: 340, y: 300 },
      },
      { type: 'edge.remove', from: 'pick', port: 'option:vpn' },
      { type: 'edge.add', edge: { from: 'pick', port: 'option:vpn', to: 'moment' } },
      { type: 'edge.add', edge: { from: 'moment', port: 'next', to: 'call' } },
      // Of one that is no more it is told what it was called then.
      { type: 'node.remove', id: 'keep' },
      { type: 'edge.add', edge: { from: 'call', port: 'next', to: 'say' } },
      { type: 'flow.set', field: 'name', value: 'Status of the VPN' },
    ],
  });
  expect(changed.status).toBe(200);
  await page.goto(`${patchbay.url}/conversations`);
  await page.getByRole('button', { name: /Status of the VPN v1 .* 1 turn$/ }).click();
  // Where one was in the editor is no place to look at a conversation from.
  const elsewhere = JSON.stringify({ x: -9000, y: -9000, zoom: 1 });
  await page.evaluate((view) => sessionStorage.setItem('patchbay.view.default.past', view), elsewhere);
  await page.getByRole('link', { name: 'Open on the canvas' }).click();
  await expect(page.getByRole('heading', { name: /past, version 1/ })).toBeVisible();
  await expect(said('The VPN is up')).toBeVisible();
  // Steps are written a moment after the turn.
  await expect(async () => {
    await page.reload();
    await page.getByRole('tab', { name: 'Steps' }).click();
    await expect(page.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(7, { timeout: 10_000 });
  }).toPass();
  await expect(card('say').locator('.pb-node')).toHaveAttribute('data-state', 'visited');
  for (const id of ['start', 'call', 'ask']) await expect(card(id)).toBeInViewport();
  expect(await page.evaluate(() => sessionStorage.getItem('patchbay.view.default.past'))).toBe(elsewhere);
  expect(await axeViolations({ page })).toEqual([]);
  await takePictures({ page, name: 'past' });

  await page.getByRole('button', { name: 'Replay on the draft' }).click();
  await expect(page.getByText('Nothing leaves: no other system is called.')).toBeVisible();
  await expect(page.getByText('1 turn of this conversation is said to the draft')).toBeVisible();
  await expect(page.getByText('What HTTP request gave then stands in for it')).toBeVisible();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('Differs in 1 place')).toBeVisible();
  await expect(page.getByRole('list', { name: /^Answers: 1\. The user chooses “VPN”/ })).toContainText('One moment');
  await page.getByText('Steps', { exact: true }).last().click();
  const way = page.getByRole('list', { name: /^Way: 1\./ });
  await expect(way).toContainText('Set variables');
  await expect(way).not.toContainText('keep');
  await expect(card('moment').getByText('Added')).toBeVisible();
  expect(asked).toBe(calls + 1);
  expect(await axeViolations({ page })).toEqual([]);
  await takePictures({ page, name: 'replay' });
  // What somebody pinned in the draft stands in here too, and that is said before and after.
  const pin = { outlet: 'option:vpn', value: 'vpn' };
  expect((await administer('PUT', '/flows/past/pins/pick', pin)).status).toBe(200);
  await page.reload();
  await expect(page.getByText('In the draft, outputs are pinned to Choice')).toBeVisible();
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText(/^Differs in/)).toBeVisible();
  await expect(page.getByText('In the draft, outputs are pinned to Choice')).toBeVisible();
  expect(await axeViolations({ page })).toEqual([]);
});

test('what could not be saved in the editor is saved before a conversation is replayed on the draft, or said not to be', async () => {
  let isCut = false;
  await page.routeWebSocket(/\/draft\//, (socket) => (isCut ? void socket.close() : void socket.connectToServer()));
  await page.route('**/draft/operations', (route) =>
    isCut && route.request().method() === 'POST' ? route.fulfill({ status: 503 }) : route.continue(),
  );
  await open('unsaved');
  expect((await administer('POST', '/flows/unsaved/publish')).status).toBe(200);
  await chooseInChat({ patchbay, bot: 'unsaved', option: 'vpn' });
  await page.goto(`${patchbay.url}/conversations`);
  await page.getByRole('button', { name: /unsaved v1/ }).click();
  const replay = `${page.url()}/replay`;

  isCut = true;
  await page.goto(`${patchbay.url}/flows/unsaved`);
  await card('say').click();
  await page.getByRole('textbox', { name: 'Text' }).fill('The VPN was {{ vars.state }}');
  await expect(page.locator('.pb-save')).toHaveText(/1 change/);
  await page.goto(replay);
  await expect(page.getByText('Your last changes are not saved yet')).toBeVisible();
  isCut = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(card('say')).toContainText('The VPN was');
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('Differs in 1 place')).toBeVisible();
  await page.goto(`${patchbay.url}/flows/unsaved`);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await expect(card('say')).toContainText('The VPN was');
});

async function open(key: string, { method = 'GET' }: { method?: 'GET' | 'POST' } = {}): Promise<void> {
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key,
    name: key,
    variables: [{ key: 'state', type: 'string' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      {
        id: 'pick',
        type: 'choice',
        config: { text: 'What is it about?', style: 'buttons', options: [{ id: 'vpn', label: 'VPN' }] },
      },
      { id: 'call', type: 'http', config: { url, method } },
      { id: 'keep', type: 'set', config: { assignments: [{ key: 'state', value: '{{ nodes.call.body.state }}' }] } },
      { id: 'say', type: 'message', config: { text: 'The VPN is {{ vars.state }}' } },
      { id: 'ask', type: 'question', config: { text: 'What is your name?', saveAs: 'name' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'pick' },
      { from: 'pick', port: 'option:vpn', to: 'call' },
      { from: 'call', port: 'next', to: 'keep' },
      { from: 'keep', port: 'next', to: 'say' },
      { from: 'say', port: 'next', to: 'ask' },
    ],
    layout: Object.fromEntries(
      ['start', 'pick', 'call', 'keep', 'say', 'ask'].map((id, index) => [
        id,
        { x: (index % 3) * 300, y: Math.floor(index / 3) * 240 },
      ]),
    ),
  });
  await page.goto(`${patchbay.url}/flows/${key}`);
  await expect(card('start')).toBeVisible();
}

/** What the bot said, in the conversation beside the canvas. */
function said(text: string) {
  return page
    .getByRole('complementary', { name: /Details/ })
    .getByText(text)
    .first();
}

/** What is shown of the test: the conversation, its steps, variables, or the test cases. */
async function show(name: string): Promise<void> {
  await page.locator('.pb-preview label').filter({ hasText: name }).click();
}

async function testsOf(key: string): Promise<unknown[]> {
  const { body } = await administer('GET', `/flows/${key}/tests`);
  return (body as { tests: unknown[] }).tests;
}

function card(id: string) {
  return page.locator(`.react-flow__node-flow[data-id="${id}"]`);
}

async function select(id: string): Promise<void> {
  await card(id).click();
  await page.locator('.react-flow').focus();
}
