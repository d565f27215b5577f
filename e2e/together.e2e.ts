/// <reference lib="dom" />
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { signInColleague } from './support/colleague.ts';
import { canvas, card, people, text } from './support/places.ts';
import { openStudio, type Studio, watch } from './support/studio.ts';

// Two people, each in a browser of their own, on one flow.

let studio: Studio;
let patchbay: Studio['patchbay'];
let contexts: BrowserContext[];
let ada: Page;
let bob: Page;
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, page: ada, faults } = studio);
  const colleague = await signInColleague({ browser, page: ada, patchbay, name: 'Bob' });
  bob = colleague.page;
  contexts = [studio.context, colleague.context];
  watch({ page: bob, faults });
});

test.afterAll(async () => {
  await contexts[1]?.close();
  await studio.close();
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
    expect(await axeViolations({ page: ada })).toEqual([]);
  }
  await ada.emulateMedia({ colorScheme: 'light' });
});

test('both edit at once: each sees the other’s words as they are written, one text takes both, and undo takes back one’s own alone', async () => {
  await open('once');
  for (const page of [ada, bob]) await card(page, 'hello').click();
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
  for (const page of [ada, bob]) await card(page, 'hello').click();
  await cutOff(1);
  await text(bob).fill('Bob was here');
  await expect(bob.getByRole('status').filter({ hasText: 'kept here' })).toBeVisible();
  await text(ada).fill('Ada was here');
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await bringBack(1);
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

  await cutOff(1);
  await text(bob).fill('I still need this');
  await card(ada, 'hello').click();
  await canvas(ada).focus();
  await ada.keyboard.press('Delete');
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await bringBack(1);
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
  await cutOff(1);
  for (const [page, who] of [
    [bob, 'Bob'],
    [ada, 'Ada'],
  ] as const) {
    await card(page, 'pick').click();
    await page.getByRole('button', { name: 'Add option' }).click();
    await page.getByRole('textbox', { name: 'Label' }).fill(`${who}’s`);
    await card(page, 'hello').click();
    await page.locator('.pb-palette').getByText('Question', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Question' }).fill(`${who} asks`);
  }
  await expect(ada.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await bringBack(1);
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

test('comments: on a node, with a mention, answered live, resolved and opened again, by keys alone, and no text is markup', async () => {
  await open('talk');
  await card(ada, 'hello').click();
  await canvas(ada).focus();
  await ada.keyboard.press('m');
  await expect(ada.getByRole('textbox', { name: /^Comment on/ })).toBeFocused();
  await ada.keyboard.type('<img src=x onerror="window.hacked=1"> please look, @bo');
  await expect(ada.getByRole('option', { name: 'Bob' })).toBeVisible();
  await ada.keyboard.press('Enter');
  await ada.keyboard.press('Control+Enter');
  await expect(ada.locator('.pb-comment-text mark')).toHaveText('@Bob');

  // Bob, who has it open, sees it on the card at once.
  const badge = bob.getByRole('button', { name: /1 open thread/ });
  await expect(badge).toBeVisible();
  await badge.click();
  const panel = bob.getByRole('tabpanel', { name: /Comments/ });
  await expect(panel.getByText('onerror="window.hacked=1"')).toBeVisible();
  expect(await bob.locator('.pb-comment-text img').count()).toBe(0);
  await panel.getByRole('button', { name: 'Answer' }).click();
  await panel.getByRole('textbox', { name: 'Write an answer' }).fill('Looks right to me');
  await panel.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(ada.getByText('Looks right to me')).toBeVisible();
  expect(await axeViolations({ page: bob })).toEqual([]);

  await ada.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(badge).toHaveCount(0);
  await bob.getByRole('button', { name: 'Show 1 resolved thread' }).click();
  await bob.getByRole('button', { name: 'Open again' }).click();
  await expect(ada.getByRole('button', { name: /1 open thread/ })).toBeVisible();

  // Who is away is told how much there is, finds it in a list, and is led to it.
  await ada.goto(`${patchbay.url}/flows`);
  await expect(ada.getByRole('link', { name: 'Mentions', exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Answer' }).click();
  await panel.getByRole('textbox', { name: 'Write an answer' }).fill('One more thing');
  await panel.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(panel.getByText('One more thing')).toBeVisible();
  await ada.reload();
  await ada.getByRole('link', { name: 'Mentions 1 unread' }).click();
  await expect(ada.getByRole('link', { name: /Bob in “Flow talk”.*New/ })).toContainText('One more thing');
  expect(await axeViolations({ page: ada })).toEqual([]);
  await ada
    .getByRole('link', { name: /Bob in “Flow talk”/ })
    .first()
    .click();
  // The list of mentions shows it as well: it is read once the thread is.
  await expect(ada.getByRole('tabpanel', { name: /Comments/ }).getByText('One more thing')).toBeVisible();
  await ada.getByRole('link', { name: 'All flows' }).click();
  await expect(ada.getByRole('link', { name: 'Mentions', exact: true })).toBeVisible();
  expect(await bob.evaluate(() => 'hacked' in window)).toBe(false);
});

test('a comment that was begun stays where it was begun, follows its node, and mentions whom it names alone', async () => {
  const bobby = { email: 'bobby@example.com', name: 'Bobby Tables', role: 'editor', password: 'correct horse battery' };
  expect((await studio.administer('POST', '/members', bobby)).status).toBe(201);
  await open('begun');
  const written = ada.getByRole('textbox', { name: /^Comment on/ });
  await card(ada, 'hello').click();
  await canvas(ada).focus();
  await ada.keyboard.press('m');
  await expect(written).toBeFocused();
  await ada.keyboard.type('half a thou');
  await card(bob, 'hello').click();
  await bob.getByRole('textbox', { name: 'Id' }).fill('greet');
  await bob.keyboard.press('Enter');
  await expect(card(ada, 'greet')).toBeVisible();
  await expect(written).toBeFocused();
  await ada.keyboard.type('ght, @tab');
  await expect(ada.getByRole('option', { name: 'Bobby Tables' })).toBeVisible();
  await ada.keyboard.press('Enter');
  await card(ada, 'start').click();
  await expect(written).toHaveValue('');
  await ada.reload();
  await card(ada, 'greet').click();
  await ada.getByRole('tab', { name: 'Comments' }).click();
  await expect(written).toHaveValue('half a thought, @Bobby Tables ');
  await written.press('Control+Enter');
  await expect(ada.locator('.pb-comment-text mark')).toHaveText('@Bobby Tables');
  await expect(written).toHaveValue('');
  const { body } = await studio.administer('GET', '/flows/begun/comments');
  expect(body).toMatchObject({ threads: [{ comments: [{ mentions: [expect.any(String)] }] }] });

  await ada.getByRole('button', { name: 'Delete the comment' }).click();
  await expect(ada.locator('.pb-comment-text mark')).toHaveCount(0);
  await ada.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(ada.locator('.pb-comment-text mark')).toHaveText('@Bobby Tables');

  // Bob takes his renaming back and makes it again: the thread goes with its node, for both.
  const renaming = { 'Control+z': 'hello', 'Control+y': 'greet' };
  await canvas(bob).focus();
  for (const [keys, id] of Object.entries(renaming)) {
    await bob.keyboard.press(keys);
    for (const who of [ada, bob]) {
      await expect(card(who, id)).toBeVisible();
      await expect(who.getByRole('button', { name: /1 open thread/ })).toBeVisible();
    }
    const threads = async () => (await studio.administer('GET', '/flows/begun/comments')).body;
    await expect.poll(threads).toMatchObject({ threads: [{ nodeId: id }] });
    await expect(ada.locator('.pb-comment-text mark')).toHaveText('@Bobby Tables');
  }

  await canvas(ada).focus();
  await ada.keyboard.press('Delete');
  await expect(ada.getByText('Its node “Message” was deleted')).toBeVisible();
});

test('who writes in a node that another renames goes on writing; when it is deleted, that is told, it can be brought back, and what is typed is no command', async () => {
  await open('renamed');
  await card(bob, 'hello').click();
  await canvas(bob).focus();
  await bob.keyboard.press('b');
  await expect(card(bob, 'hello').getByRole('img', { name: 'Breakpoint' })).toBeVisible();
  await text(bob).click();
  await text(bob).press('End');
  await bob.keyboard.type(' Ask');
  await card(ada, 'hello').click();
  await ada.getByRole('textbox', { name: 'Id' }).fill('greet');
  await ada.keyboard.press('Enter');
  await expect(card(bob, 'greet')).toBeVisible();
  await expect(text(bob)).toBeFocused();
  await bob.keyboard.type(' away');
  await expect(text(bob)).toHaveValue('Hello! How can I help you? Ask away');
  await expect(card(ada, 'greet')).toContainText('Ask away');
  await expect(card(bob, 'greet').getByRole('img', { name: 'Breakpoint' })).toBeVisible();

  await card(ada, 'greet').click();
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
  await card(ada, 'greet').click();
  await canvas(ada).focus();
  await ada.keyboard.press('e');
  await ada.getByRole('textbox', { name: 'Name of the new flow' }).fill('Greeting');
  await ada.keyboard.press('Enter');
  await expect(asked).toContainText('Ada Admin moved “Message” into the subflow “Greeting” while you were editing it');
  await asked.getByRole('button', { name: 'Leave it in the subflow' }).click();
  await expect(asked).toHaveCount(0);
  await canvas(ada).focus();
  await ada.keyboard.press('Control+z');
  await card(bob, 'greet').click();
  await text(bob).click();
  const tab = await contexts[1]!.newPage();
  await tab.goto(bob.url());
  await card(tab, 'greet').click();
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
  await card(ada, 'ask').click();
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
  await card(bob, 'hello').click();
  // The page can be loaded, but nothing can be saved.
  const isSave = /\/draft\/(socket|operations)/;
  await bob.routeWebSocket(isSave, (socket) => socket.close());
  await bob.route(isSave, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await bob.reload();
  await card(bob, 'hello').click();
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
  await card(ada, 'hello').click();
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
  await card(ada, 'greet').click();
  await text(ada).fill('Heard by HTTP');
  await expect(card(bob, 'greet')).toContainText('Heard by HTTP');
});

test('no error was written to either console but of the lines that were cut on purpose', () => {
  expect(faults.filter((fault) => !/WebSocket|ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
});

// The emulation of a lost network leaves WebSockets alone, and may forget what it told the page: the page itself is told.
async function cutOff(who: 0 | 1): Promise<void> {
  const page = [ada, bob][who]!;
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    window.dispatchEvent(new Event('offline'));
  });
  await contexts[who]!.setOffline(true);
  await expect(people(page).getByRole('listitem')).toHaveCount(0);
}

async function bringBack(who: 0 | 1): Promise<void> {
  await contexts[who]!.setOffline(false);
  await [ada, bob][who]!.evaluate(() => {
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  });
}

async function open(key: string, parts: Partial<FlowDocument> = {}, seen = 'hello'): Promise<void> {
  await studio.makeFlow({ ...starterDocument({ key, name: `Flow ${key}` }), ...parts });
  for (const page of [ada, bob]) {
    await page.goto(`${patchbay.url}/flows/${key}`);
    await expect(card(page, seen)).toBeVisible();
  }
  for (const page of [ada, bob]) await expect(people(page).getByRole('listitem')).toHaveCount(1);
}
