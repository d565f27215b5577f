import { expect, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { takePictures } from './support/pictures.ts';
import { card } from './support/places.ts';
import { openStudio, type Studio } from './support/studio.ts';

// Test cases of a flow that has changed since they were saved.

let studio: Studio;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
});

test.afterAll(() => studio.close());

test.afterEach(() => expect(studio.faults).toEqual([]));

test('what a form takes no more is said by its labels, in the language of who reads it', async () => {
  const { page, patchbay, administer } = studio;
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'asked',
    name: 'asked',
    nodes: [
      { id: 'start', type: 'start', config: {} },
      {
        id: 'form',
        type: 'form',
        config: { fields: [{ key: 'mail', label: 'E-mail', type: 'email', required: true }], saveAs: 'request' },
      },
    ],
    edges: [{ from: 'start', port: 'next', to: 'form' }],
    layout: { start: { x: 0, y: 0 }, form: { x: 300, y: 0 } },
  });
  const turns = [
    { act: 'open', expect: [] },
    { act: 'fill', values: { mail: 'nobody', prio: 4 }, expect: [], path: ['form'] },
  ];
  const made = await administer('POST', '/flows/asked/tests', { name: 'Old', turns, pins: {}, live: false });
  expect(made.status).toBe(201);
  const outcome = page.locator('.pb-outcome');
  const run = async (name: string) => {
    await page.goto(`${patchbay.url}/flows/asked`);
    await expect(card(page, 'start')).toBeVisible();
    await page.locator('.react-flow').focus();
    await page.keyboard.press('t');
    await page.locator('.pb-preview label').filter({ hasText: 'Tests' }).click();
    await page.getByRole('button', { name }).click();
  };

  await run('Run all');
  await expect(outcome).toContainText('The user sends the form: E-mail: nobody; prio: 4');
  await expect(outcome.getByRole('listitem')).toHaveText([
    'The form has no field “prio”.',
    '“E-mail” does not take the value.',
  ]);
  await expect(outcome).toContainText('Have the conversation again');
  expect(await axeViolations({ page })).toEqual([]);
  await takePictures({ page, name: 'refused-values' });

  await page.evaluate(() => localStorage.setItem('patchbay-language', 'de'));
  await run('Alle ausführen');
  await expect(outcome).toContainText('Der Benutzer sendet das Formular: E-mail: nobody; prio: 4');
  await expect(outcome.getByRole('listitem')).toHaveText([
    'Das Formular hat kein Feld „prio“.',
    '„E-mail“ nimmt den Wert nicht an.',
  ]);
});
