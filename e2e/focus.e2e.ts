import { expect, type Locator, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { chooseInChat } from './support/choose-in-chat.ts';
import { canvas, card } from './support/places.ts';
import { traced } from './support/traced.ts';
import { openStudio, type Studio } from './support/studio.ts';

// Where the focus is after what is done by keys: never nowhere, where the next key would be a command of the canvas.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];

test.describe.configure({ mode: 'default' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, page } = studio);
});

test.afterAll(() => studio.close());

// An address is refused on purpose, which a browser tells as an error.
test.afterEach(() => expect(studio.faults.filter((fault) => !/status of 422/.test(fault))).toEqual([]));

test('comments: a thread is begun, answered and changed, and its text is never a command', async () => {
  await open('talk');
  await select('say');
  await page.keyboard.press('m');
  const begun = page.getByRole('textbox', { name: /^Comment on/ });
  await expect(begun).toBeFocused();
  await page.keyboard.type('Is it up?');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Comment', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const thread = page.getByRole('article');
  await expect(thread.getByText('Is it up?')).toBeVisible();
  await expect(begun).toHaveValue('');
  await expect(begun).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Your comment is saved.' })).toHaveCount(1);

  const answer = thread.getByRole('button', { name: 'Answer', exact: true });
  await press(answer);
  const written = thread.getByRole('textbox', { name: 'Write an answer' });
  await expect(written).toBeFocused();
  await page.keyboard.type('n, not now');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(answer).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(thread.getByText('n, not now')).toBeVisible();
  await expect(written).toHaveCount(0);
  await expect(answer).toBeFocused();
  await press(answer);
  await expect(written).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(thread.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(written).toHaveCount(0);
  await expect(answer).toBeFocused();

  const pencil = thread.getByRole('button', { name: 'Change' }).first();
  await press(pencil);
  await expect(thread.getByRole('textbox', { name: 'Change' })).toBeFocused();
  await page.keyboard.type(' Still?');
  await page.keyboard.press('Control+Enter');
  await expect(thread.getByText('Is it up? Still?')).toBeVisible();
  await expect(pencil).toBeFocused();

  // What is around a comment that is deleted has the focus; what is typed then is no command, and Escape leads to the canvas.
  await press(thread.getByRole('button', { name: 'Delete the comment' }).last());
  await expect(thread.getByText('n, not now')).toHaveCount(0);
  await expect(thread).toBeFocused();
  await page.keyboard.press('Delete');
  await page.keyboard.press('n');
  await page.keyboard.press('Tab');
  await expect(pencil).toBeFocused();
  await press(thread.getByRole('button', { name: 'Resolve' }));
  await expect(page.getByRole('button', { name: 'Show 1 resolved thread' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Comments' })).toBeFocused();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await expect(canvas(page)).toBeFocused();
  await expect(card(page, 'say')).toBeVisible();
  await expect(page.locator('.react-flow__node-note')).toHaveCount(0);
});

test('a test is stepped through, told another value, kept as a case and run: each by its button', async () => {
  await open('debug');
  await select('say');
  await page.keyboard.press('b');
  await page.keyboard.press('t');
  await press(page.getByRole('button', { name: 'VPN' }));
  const bar = page.getByRole('region', { name: 'Debugging' });
  await expect(bar.getByRole('status')).toContainText('Paused before');

  await press(page.locator('.pb-preview').getByRole('radio', { name: 'Variables' }), 'Space');
  const pencil = page.getByRole('button', { name: 'Change state' });
  await press(pencil);
  const value = page.getByRole('textbox', { name: 'New value of state' });
  await expect(value).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(value).toHaveCount(0);
  await expect(pencil).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(value).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('up');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'state is set to up.' })).toHaveCount(1);
  await expect(pencil).toBeFocused();

  await press(page.locator('.pb-preview').getByRole('radio', { name: 'Chat' }), 'Space');
  const next = bar.getByRole('button', { name: 'Next node', exact: true });
  await press(next);
  await expect(bar.getByRole('status')).toContainText('Paused before Question');
  await expect(next).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.pb-preview').getByText('What is your name?')).toBeVisible();
  await expect(next).toBeDisabled();
  await expect(next).toBeFocused();
  await press(bar.getByRole('button', { name: 'Remove 1 breakpoint' }));
  await expect(card(page, 'say').getByRole('img', { name: 'Breakpoint' })).toHaveCount(0);
  await expect(bar).toBeFocused();

  await press(page.locator('.pb-preview').getByRole('radio', { name: 'Tests' }), 'Space');
  await press(page.getByRole('button', { name: 'Start over' }));
  const save = page.getByRole('button', { name: 'Save this test' });
  await expect(save).toBeEnabled();
  await press(save);
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('It asks');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(save).toBeFocused();
  const all = page.getByRole('button', { name: 'Run all' });
  await press(all);
  await expect(page.getByText('1 of 1 test case passed.')).toBeVisible();
  await expect(all).toBeFocused();
  const one = page.getByRole('button', { name: 'Run “It asks”' });
  const ran = page.waitForResponse((response) => response.url().endsWith('/tests/run'));
  await press(one);
  await ran;
  await expect(one).toBeEnabled();
  await expect(one).toBeFocused();
  await press(page.getByRole('button', { name: 'Change “It asks”' }));
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');

  // A turn that is ended before it speaks.
  await select('pick');
  await page.keyboard.press('b');
  await press(page.getByRole('button', { name: 'Start over' }));
  await expect(bar.getByRole('status')).toContainText('Paused before');
  const stop = bar.getByRole('button', { name: 'Stop the turn' });
  await press(stop);
  await expect(stop).toBeDisabled();
  await expect(stop).toBeFocused();
});

test('a flow is published: its field has the focus where the address is refused, which is told again later, and its link once it is online', async () => {
  await open('online');
  const publish = page.getByRole('button', { name: 'Publish', exact: true });
  const dialog = page.getByRole('dialog');
  const address = dialog.getByRole('textbox', { name: 'Address' });
  await press(publish);
  await expect(address).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Not an address');
  const send = dialog.getByRole('button', { name: 'Publish', exact: true });
  await press(send);
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(publish).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(address).toBeFocused();
  await expect(address).toHaveValue('Not an address');
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('online');
  await expect(address).not.toHaveAttribute('aria-invalid', 'true');
  await press(send);
  await expect(dialog.getByRole('status')).toContainText('Version 1 is online at');
  await expect(dialog.getByRole('link', { name: 'Open the chat page' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(publish).toBeFocused();

  await press(page.getByRole('button', { name: 'More', exact: true }));
  await press(page.getByRole('menuitem', { name: 'Versions' }));
  await expect(dialog.getByRole('region', { name: 'Versions' })).toBeFocused();
  const compare = dialog.getByRole('button', { name: 'Compare with the draft' });
  await expect(compare).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(compare).toBeFocused();
  await page.keyboard.press('Escape');
  await select('call');
  await page.keyboard.press('p');
  await expect(dialog.getByRole('combobox', { name: 'It leaves by' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await select('whether');
  await page.keyboard.press('Enter');
  await expect(page.locator('.pb-side [data-list-head]').first()).toBeFocused();
});

test('a new flow, a past conversation and its replay open with the focus on their canvas', async () => {
  await page.goto(`${patchbay.url}/flows`);
  await press(page.getByRole('button', { name: 'New flow' }));
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Brand new');
  await page.keyboard.press('Enter');
  await expect(card(page, 'hello')).toBeVisible();
  await expect(canvas(page)).toBeFocused();

  await studio.makeFlow(flow('past'));
  expect((await studio.administer('POST', '/flows/past/publish')).status).toBe(200);
  await chooseInChat({ patchbay, bot: 'past', option: 'vpn' });
  await page.goto(`${patchbay.url}/conversations`);
  await press(page.getByRole('button', { name: /past v1/ }));
  await expect(page).toHaveURL(/\/conversations\/[^/]+$/);
  await traced({ studio, id: new URL(page.url()).pathname.split('/').at(-1)! });
  await press(page.getByRole('link', { name: 'Open on the canvas' }));
  await expect(page.getByRole('heading', { name: /past, version 1/ })).toBeVisible();
  await expect(canvas(page)).toBeFocused();
  await press(page.getByRole('button', { name: 'Replay on the draft' }));
  const replay = page.getByRole('button', { name: 'Replay', exact: true });
  await expect(replay).toBeVisible();
  await expect(canvas(page)).toBeFocused();
  await press(replay);
  const outcome = page.getByRole('status').filter({ hasText: 'The same way' });
  await expect(outcome).toBeFocused();
  await press(page.getByRole('button', { name: 'Replay again' }));
  await expect(replay).toBeFocused();
});

async function press(target: Locator, key = 'Enter'): Promise<void> {
  await target.focus();
  await page.keyboard.press(key);
}

async function select(id: string): Promise<void> {
  await card(page, id).click();
  await canvas(page).focus();
}

async function open(key: string): Promise<void> {
  await studio.makeFlow(flow(key));
  await page.goto(`${patchbay.url}/flows/${key}`);
  await expect(card(page, 'start')).toBeVisible();
}

/** A choice, a message that tells a variable, a condition, a call and a question. */
function flow(key: string): FlowDocument {
  const ids = ['start', 'pick', 'say', 'whether', 'call', 'ask'];
  return {
    format: 'patchbay.flow/1',
    key,
    name: key,
    variables: [{ key: 'state', type: 'string', default: 'down' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      {
        id: 'pick',
        type: 'choice',
        config: { text: 'What is it about?', style: 'buttons', options: [{ id: 'vpn', label: 'VPN' }] },
      },
      { id: 'say', type: 'message', config: { text: 'The VPN is {{ vars.state }}' } },
      {
        id: 'whether',
        type: 'condition',
        config: {
          cases: [{ id: 'one', label: 'Fire', when: { all: [{ left: 'vars.state', op: 'eq', right: 'on fire' }] } }],
        },
      },
      { id: 'call', type: 'http', config: { url: 'https://example.com', method: 'GET' } },
      { id: 'ask', type: 'question', config: { text: 'What is your name?', saveAs: 'name' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'pick' },
      { from: 'pick', port: 'option:vpn', to: 'say' },
      { from: 'say', port: 'next', to: 'ask' },
    ],
    layout: Object.fromEntries(ids.map((id, index) => [id, { x: (index % 3) * 300, y: Math.floor(index / 3) * 240 }])),
  };
}
