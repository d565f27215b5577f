/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { canvas, card, openForm } from './support/places.ts';
import type { Studio } from './support/studio.ts';
import { openForTwo, type TwoPeople } from './support/two-people.ts';

// Two people who talk about the nodes of one flow.

let both: TwoPeople;
let open: TwoPeople['open'];
let studio: Studio;
let patchbay: Studio['patchbay'];
let ada: Page;
let bob: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  both = await openForTwo(browser);
  ({ studio, ada, bob, open } = both);
  ({ patchbay } = studio);
});

test.afterAll(() => both.close());

test.afterEach(() => expect(studio.faults).toEqual([]));

test('comments: on a node, with a mention, answered live, resolved and opened again, by keys alone, and no text is markup', async () => {
  await open('talk');
  await openForm(card(ada, 'hello'));
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
  await openForm(card(ada, 'hello'));
  await canvas(ada).focus();
  await ada.keyboard.press('m');
  await expect(written).toBeFocused();
  await ada.keyboard.type('half a thou');
  await openForm(card(bob, 'hello'));
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
  await openForm(card(ada, 'greet'));
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
