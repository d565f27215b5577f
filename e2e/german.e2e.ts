import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { card, openForm } from './support/places.ts';
import { openStudio, type Studio } from './support/studio.ts';

// A flow that is made by who reads German: the same words on the canvas, in the outline, in the form and in the chat, and none of another language.

let studio: Studio;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  context = await browser.newContext({
    locale: 'de-DE',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    storageState: await studio.context.storageState(),
  });
  page = await context.newPage();
});

test.afterAll(async () => {
  await context.close();
  await studio.close();
});

test('a new flow with a choice says the same on its card, in the outline, in its form and in the chat, all of it in German', async () => {
  await page.goto(`${studio.patchbay.url}/flows`);
  await page.getByRole('main').getByRole('button', { name: 'Neuer Ablauf' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Hilfe');
  await dialog.getByRole('button', { name: 'Anlegen' }).click();
  await expect(card(page, 'hello')).toContainText('Hallo! Wie kann ich Ihnen helfen?');
  await openForm(card(page, 'hello'));
  await page.getByRole('button', { name: 'Auswahl', exact: true }).click();
  for (const label of ['Erste Möglichkeit', 'Zweite Möglichkeit', 'Andernfalls', 'Passt nicht'])
    await expect(card(page, 'choice')).toContainText(label);
  await openForm(card(page, 'choice'));
  const form = page.locator('.pb-side');
  await form.locator('[data-path="text"]').locator('textarea').fill('Worum geht es?');
  await form.getByRole('button', { name: 'Erste Möglichkeit', exact: true }).click();
  await form.locator('[data-path="options.0.label"]').locator('input, textarea').first().fill('Message');

  await expect(card(page, 'choice')).toContainText('Message');
  await expect(card(page, 'choice')).not.toContainText('Nachricht');
  await expect(page.getByRole('img', { name: 'Weg „Weiter“ von Nachricht zu Auswahl' })).toBeAttached();
  await page.getByRole('tab', { name: /Probleme/ }).click();
  await expect(page.getByText(/^„Message“ führt nirgendwohin/)).toBeVisible();
  await expect(page.getByText(/^„Zweite Möglichkeit“ führt nirgendwohin/)).toBeVisible();

  await page.getByRole('button', { name: 'Gliederung', exact: true }).click();
  const outline = page.getByRole('tree');
  for (const label of ['Message', 'Zweite Möglichkeit'])
    await expect(outline.getByRole('treeitem', { name: new RegExp(`^${label}`) })).toBeVisible();
  await page.getByRole('button', { name: 'Gliederung', exact: true }).click();

  await page.getByRole('tab', { name: 'Vorschau' }).click();
  const chat = page.locator('.pb-preview');
  await expect(chat.getByText('Hallo! Wie kann ich Ihnen helfen?')).toBeVisible();
  for (const label of ['Message', 'Zweite Möglichkeit'])
    await expect(chat.getByRole('button', { name: label, exact: true })).toBeVisible();
  const draft = await studio.draft('hilfe');
  expect(draft.language).toBe('de');
  expect(JSON.stringify(draft)).not.toMatch(/First|Second|Hello/);
});

test('who does not see the canvas hears the paths of a node as its card calls them', async () => {
  await card(page, 'hello').click();
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: 'Führt über Weiter zu Auswahl' })).toHaveCount(1);
});

test('data of a test are named as the form names them', async () => {
  const nodes = [
    { id: 'start', type: 'start' },
    { id: 'ask', type: 'question', config: { text: 'Seit wann?', saveAs: 'since', expects: 'text', maxRetries: 2 } },
  ];
  await studio.makeFlow({
    ...{ format: 'patchbay.flow/1', key: 'daten', name: 'Daten', nodes, language: 'de' },
    edges: [{ from: 'start', port: 'next', to: 'ask' }],
  });
  await page.goto(`${studio.patchbay.url}/flows/daten`);
  await page.getByRole('button', { name: 'Ausprobieren' }).click();
  await expect(page.locator('.pb-preview').getByText('Seit wann?')).toBeVisible();
  await page.getByRole('textbox', { name: /Nachricht/ }).fill('gestern');
  await page.keyboard.press('Enter');
  await card(page, 'ask').click();
  const data = page.locator('.pb-node-data:visible');
  await expect(data).toContainText('Speichern als: since');
  await expect(data).toContainText('Erwartete Antwort: Beliebiger Text');
  await expect(data).not.toContainText(/saveAs|expects|maxRetries/);
});

test('a test that stands still says what its node gets, and that its turn was broken off', async () => {
  await page.getByRole('button', { name: 'Neu beginnen' }).click();
  await expect(page.locator('.pb-preview').getByText('gestern')).toHaveCount(0);
  await page.getByRole('button', { name: 'Vor dem nächsten Knoten anhalten' }).click();
  await expect(page.getByText('Hält vor dem nächsten Knoten an.')).toBeVisible();
  await page.getByRole('textbox', { name: /Nachricht/ }).fill('heute morgen früh um acht');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Er bekommt: heute morgen früh um acht\. Endet um /)).toBeVisible();
  await page.getByRole('button', { name: 'Runde abbrechen' }).click();
  await expect(page.getByText('Die Runde wurde abgebrochen.')).toBeVisible();
});
