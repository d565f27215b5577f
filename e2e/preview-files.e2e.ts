import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { openStudio, type Studio } from './support/studio.ts';

// A draft that takes files is tried with files beside the canvas, and the test case made of it has them.

let studio: Studio;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  const starter = starterDocument({ key: 'files', name: 'With files' });
  await studio.makeFlow({
    ...starter,
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'ask', type: 'question', config: { text: 'What is wrong?', saveAs: 'said' } },
      {
        id: 'say',
        type: 'message',
        config: { text: 'Got: {% for file in message.files %}{{ file.name }}: {{ file.text }}{% endfor %}' },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'say' },
    ],
    layout: { start: { x: 0, y: 0 }, ask: { x: 320, y: 0 }, say: { x: 640, y: 0 } },
  });
});

test.afterAll(() => studio.close());

test('a file goes along with a message of a test, is read by the draft, and stands in the test case', async () => {
  const { page, faults, patchbay } = studio;
  await page.goto(`${patchbay.url}/flows/files`);
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('What is wrong?').last()).toBeVisible();
  await page.locator('.pb-preview input[type="file"]').setInputFiles({
    name: 'printer.log',
    mimeType: 'text/plain',
    buffer: Buffer.from('paper jam in tray 2'),
  });
  await expect(page.locator('.pb-attached > li')).toContainText('printer.log');
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill('It does not print');
  await field.press('Enter');
  await expect(page.getByText('Got: printer.log: paper jam in tray 2')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /printer\.log/ }).click();
  expect((await download).suggestedFilename()).toBe('printer.log');
  expect(await axeViolations({ page })).toEqual([]);

  await page.getByText('Tests', { exact: true }).click();
  await page.getByRole('button', { name: 'Save this test' }).click();
  await page.getByRole('textbox', { name: 'Name' }).last().fill('A log');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(
    page
      .locator('.pb-preview')
      .getByText(/passed/i)
      .first(),
  ).toBeVisible();
  const { tests } = (await studio.administer('GET', '/flows/files/tests')).body as { tests: { turns: unknown[] }[] };
  expect(tests[0]!.turns[1]).toMatchObject({ files: [{ name: 'printer.log', text: 'paper jam in tray 2' }] });

  // The draft says that it takes none: the paperclip goes.
  await studio.administer('POST', '/flows/files/draft/operations', {
    base: 1,
    clientId: 'elsewhere',
    operations: [{ type: 'settings.set', path: ['uploads'], value: { maxMb: 0 } }],
  });
  await page.getByText('Chat', { exact: true }).click();
  await expect(page.locator('.pb-preview input[type="file"]')).toHaveCount(0);
  expect(faults).toEqual([]);
});
