/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { canvas, card, openForm, people, text } from './support/places.ts';
import type { Studio } from './support/studio.ts';
import { openForTwo, type TwoPeople } from './support/two-people.ts';

// Two people, each in a browser of their own, on one flow.

let both: TwoPeople;
let open: TwoPeople['open'];
let studio: Studio;
let contexts: TwoPeople['contexts'];
let ada: Page;
let bob: Page;
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  both = await openForTwo(browser);
  ({ studio, ada, bob, contexts, open } = both);
  ({ faults } = studio);
});

test.afterAll(() => both.close());

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
  await openForm(card(bob, 'hello'));
  await expect(ada.locator('.pb-other-selection')).toHaveText('Bob');
  await bob.getByRole('textbox', { name: 'Text' }).click();
  await openForm(card(ada, 'hello'));
  await expect(ada.locator('[data-held-by="Bob edits this"]')).toBeVisible();
  await expect(ada.locator('[data-held-by]')).toHaveAttribute('data-path', 'text');
  for (const scheme of ['light', 'dark'] as const) {
    await ada.emulateMedia({ colorScheme: scheme });
    expect(await axeViolations({ page: ada })).toEqual([]);
  }
  await ada.emulateMedia({ colorScheme: 'light' });
});

test('both edit at once: each sees the other’s words as they are written, one text takes both, and undo takes back one’s own alone', async () => {
  await open('once');
  for (const page of [ada, bob]) await openForm(card(page, 'hello'));
  await text(ada).fill('Good morning. How can I help?');
  await expect(text(bob)).toHaveValue('Good morning. How can I help?');
  // At its two ends, at the same time.
  await text(ada).press('Home');
  await text(bob).press('End');
  await Promise.all([
    ada.keyboard.type('Welcome! ', { delay: 15 }),
    bob.keyboard.type(' I am the helpdesk.', { delay: 15 }),
  ]);
  for (const page of [ada, bob])
    await expect(text(page)).toHaveValue('Welcome! Good morning. How can I help? I am the helpdesk.');
  await bob.getByLabel('Name on the canvas').fill('Greeting');
  await expect(card(ada, 'hello')).toContainText('Greeting');
  await canvas(ada).focus();
  // What Ada wrote in quick succession is one step: one, or a few on a slow machine.
  const left = /^(Good morning\. How can I help\?|Hello! How can I help you\?) I am the helpdesk\.$/;
  await expect(async () => {
    if (/^W/.test(await text(ada).inputValue())) await ada.keyboard.press('Control+z');
    expect(await text(ada).inputValue()).toMatch(left);
  }).toPass();
  await expect(card(bob, 'hello')).toContainText('Greeting');
  await expect(text(bob)).toHaveValue(left);
  for (const page of [ada, bob]) await expect(page.locator('.pb-choices')).toHaveCount(0);
});

test('what collides is a choice with both values; a node that one deleted and the other edited is one as well', async () => {
  await open('collide');
  for (const page of [ada, bob]) await openForm(card(page, 'hello'));
  await both.cutOff(1);
  await text(bob).fill('Bob was here');
  await expect(bob.getByRole('status').filter({ hasText: 'kept here' })).toBeVisible();
  await text(ada).fill('Ada was here');
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await both.bringBack(1);
  for (const page of [ada, bob]) {
    await expect(page.locator('.pb-choices')).toContainText('Bob was here');
    await expect(page.locator('.pb-choices')).toContainText('Ada was here');
    await expect(text(page)).toHaveValue('Bob was here');
  }
  expect(await axeViolations({ page: bob })).toEqual([]);
  await ada.getByRole('button', { name: 'Keep mine' }).click();
  for (const page of [ada, bob]) await expect(text(page)).toHaveValue('Ada was here');
  await bob.getByRole('button', { name: 'Keep that of Ada Admin' }).click();
  await expect(bob.locator('.pb-choices')).toHaveCount(0);
  await expect(text(ada)).toHaveValue('Ada was here');

  await both.cutOff(1);
  await text(bob).fill('I still need this');
  await openForm(card(ada, 'hello'));
  await canvas(ada).focus();
  await ada.keyboard.press('Delete');
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await both.bringBack(1);
  await expect(bob.locator('.pb-choices')).toContainText('Ada Admin deleted what you changed');
  await expect(bob.locator('.pb-choices')).toContainText('I still need this');
  await bob.getByRole('button', { name: 'Bring it back' }).click();
  await expect(card(ada, 'hello')).toContainText('I still need this');
  await expect(ada.locator('.react-flow__edge')).toHaveCount(1);
});

test('two who add at once have both nodes and both options, each with what its author wrote, and nobody is asked', async () => {
  const pick = { id: 'pick', type: 'choice', config: { text: 'Which?', options: [{ id: 'option1', label: 'One' }] } };
  const parts = starterDocument({ key: 'adding', name: 'Adding' });
  await open('adding', { ...parts, name: 'Flow adding', nodes: [...parts.nodes, pick] });
  await both.cutOff(1);
  for (const [page, who] of [
    [bob, 'Bob'],
    [ada, 'Ada'],
  ] as const) {
    await openForm(card(page, 'pick'));
    await page.getByRole('button', { name: 'Add option' }).click();
    await page.getByRole('textbox', { name: 'Label' }).fill(`${who}’s`);
    await openForm(card(page, 'hello'));
    await page.locator('.pb-palette').getByText('Question', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Question' }).fill(`${who} asks`);
  }
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await both.bringBack(1);
  for (const page of [ada, bob]) {
    await expect(card(page, 'question')).toContainText('Ada asks');
    await expect(card(page, 'question_2')).toContainText('Bob asks');
    for (const label of ['One', 'Ada’s', 'Bob’s']) await expect(card(page, 'pick')).toContainText(label);
    await expect(page.locator('.pb-choices')).toHaveCount(0);
  }
  // Bob goes on with his own, under its new name, and takes back his own alone.
  await expect(bob.getByText('not connected yet')).toBeVisible();
  await bob.getByRole('textbox', { name: 'Question' }).fill('Bob asks more');
  await expect(card(ada, 'question_2')).toContainText('Bob asks more');
  await canvas(bob).focus();
  await expect(async () => {
    await bob.keyboard.press('Control+z');
    await expect(card(bob, 'question_2')).toHaveCount(0, { timeout: 100 });
  }).toPass();
  await expect(card(ada, 'question_2')).toHaveCount(0);
  await expect(card(ada, 'question')).toContainText('Ada asks');
});

test('who writes in a node that another renames goes on writing; when it is deleted, that is told, it can be brought back, and what is typed is no command', async () => {
  await open('renamed');
  await openForm(card(bob, 'hello'));
  await canvas(bob).focus();
  await bob.keyboard.press('b');
  await expect(card(bob, 'hello').getByRole('img', { name: 'Breakpoint' })).toBeVisible();
  await text(bob).click();
  await text(bob).press('End');
  await bob.keyboard.type(' Ask');
  await openForm(card(ada, 'hello'));
  await ada.getByRole('textbox', { name: 'Id' }).fill('greet');
  await ada.keyboard.press('Enter');
  await expect(card(bob, 'greet')).toBeVisible();
  await expect(text(bob)).toBeFocused();
  await bob.keyboard.type(' away');
  await expect(text(bob)).toHaveValue('Hello! How can I help you? Ask away');
  await expect(card(ada, 'greet')).toContainText('Ask away');
  await expect(card(bob, 'greet').getByRole('img', { name: 'Breakpoint' })).toBeVisible();

  await openForm(card(ada, 'greet'));
  await canvas(ada).focus();
  await ada.keyboard.press('Delete');
  await expect(card(bob, 'greet')).toHaveCount(0);
  await expect(bob.locator('.pb-side')).toBeFocused();
  await bob.keyboard.type('nfc');
  await bob.keyboard.press('Delete');
  await expect(bob.locator('.react-flow__node')).toHaveCount(1);
  await expect(ada.locator('.react-flow__node')).toHaveCount(1);
  const asked = bob.locator('.pb-choices');
  await expect(asked).toContainText('Ada Admin deleted “Message” while you were editing it');
  expect(await axeViolations({ page: bob })).toEqual([]);
  await asked.getByRole('button', { name: 'Bring it back' }).click();
  await expect(asked).toHaveCount(0);
  await expect(text(bob)).toHaveValue('Hello! How can I help you? Ask away');
  await expect(card(ada, 'greet')).toContainText('Ask away');
  await expect(ada.locator('.react-flow__edge')).toHaveCount(1);

  // Into a subflow, and then by oneself, in another tab.
  await text(bob).click();
  await openForm(card(ada, 'greet'));
  await canvas(ada).focus();
  await ada.keyboard.press('e');
  await ada.getByRole('textbox', { name: 'Name of the new flow' }).fill('Greeting');
  await ada.keyboard.press('Enter');
  await expect(asked).toContainText('Ada Admin moved “Message” into the subflow “Greeting” while you were editing it');
  await asked.getByRole('button', { name: 'Leave it in the subflow' }).click();
  await expect(asked).toHaveCount(0);
  await canvas(ada).focus();
  await ada.keyboard.press('Control+z');
  await openForm(card(bob, 'greet'));
  await text(bob).click();
  const tab = await contexts[1]!.newPage();
  await tab.goto(bob.url());
  await openForm(card(tab, 'greet'));
  await canvas(tab).focus();
  await tab.keyboard.press('Delete');
  await expect(asked).toContainText('You deleted “Message” in another tab while you were editing it here');
  await tab.close();
  await asked.getByRole('button', { name: 'Bring it back' }).click();
  await expect(text(bob)).toHaveValue('Hello! How can I help you? Ask away');
});

test('what was chosen by a switch is taken back and made again while the focus is in it', async () => {
  const nodes = [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'choice', config: { text: 'Which?', options: [] } },
  ];
  await open('switch', { nodes, edges: [{ from: 'start', port: 'next', to: 'ask' }], layout: {} }, 'ask');
  await openForm(card(ada, 'ask'));
  const several = ada.getByRole('switch', { name: 'Several may be chosen' });
  await several.focus();
  await ada.keyboard.press('Space');
  await expect(several).toBeChecked();
  await ada.keyboard.press('Control+z');
  await expect(several).not.toBeChecked();
  await ada.keyboard.press('Control+y');
  await expect(several).toBeChecked();
  await ada.keyboard.press('Control+z');
  await ada.keyboard.press('Control+Shift+z');
  await expect(several).toBeChecked();
  // Other keys stay those of the field.
  await ada.keyboard.press('Delete');
  await expect(card(ada, 'ask')).toBeVisible();
});

// The last, since a page whose sockets were routed stays so.
test('edits without a connection are kept over a reload and merged on return, and without WebSockets HTTP does', async () => {
  await open('offline');
  await openForm(card(bob, 'hello'));
  // The page can be loaded, but nothing can be saved.
  const isSave = /\/draft\/(socket|operations)/;
  await bob.routeWebSocket(isSave, (socket) => socket.close());
  await bob.route(isSave, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await bob.reload();
  await openForm(card(bob, 'hello'));
  await text(bob).fill('Kept by Bob');
  await bob.getByLabel('Name on the canvas').fill('Kept');
  await expect(bob.getByRole('status').filter({ hasText: /[1-9]\d* changes? (is|are) kept here/ })).toBeVisible();
  // Nothing is published without them.
  await bob.getByRole('button', { name: 'Publish' }).click();
  await bob.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await expect(bob.getByRole('dialog').getByRole('alert')).toContainText('Your last changes are not saved yet');
  await bob.keyboard.press('Escape');
  // The draft is read at the second try.
  await bob.route(/\/flows\/offline\/draft$/, (route) => route.abort(), { times: 1 });
  await bob.reload();
  await expect(card(bob, 'hello')).toContainText('Kept by Bob');
  await openForm(card(ada, 'hello'));
  await ada.getByRole('textbox', { name: 'Id' }).fill('greet');
  await ada.keyboard.press('Enter');
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await expect(card(ada, 'greet')).not.toContainText('Kept by Bob');

  // HTTP passes again, WebSockets do not.
  await bob.unroute(isSave);
  await expect(card(ada, 'greet')).toContainText('Kept by Bob');
  await expect(card(ada, 'greet')).toContainText('Kept');
  await expect(card(bob, 'greet')).toContainText('Kept by Bob');
  await expect(bob.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await openForm(card(ada, 'greet'));
  await text(ada).fill('Heard by HTTP');
  await expect(card(bob, 'greet')).toContainText('Heard by HTTP');
});

test('no error was written to either console but of the lines that were cut on purpose', () => {
  expect(faults.filter((fault) => !/WebSocket|ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
});
