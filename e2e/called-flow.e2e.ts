import { expect, type Page, test } from '@playwright/test';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// A test that goes through a flow that is called, and what is said of the draft that a test runs.

let studio: Studio;
let page: Page;
let editor: EditorPage;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

test.afterEach(() => expect(studio.faults).toEqual([]));

const bar = () => page.getByRole('region', { name: 'Debugging' }).getByRole('status');

test('where a test stands in a called flow is said by names, and shown by the node that called it; stepping over it stops once', async () => {
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'check-device',
    name: 'Check the device',
    variables: [{ key: 'state', type: 'string' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'keep', type: 'set', label: 'Keep the state', config: { assignments: [{ key: 'state', value: 'lost' }] } },
      { id: 'done', type: 'end', config: { resolution: 'resolved' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'keep' },
      { from: 'keep', port: 'next', to: 'done' },
    ],
  });
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key: 'calling',
    name: 'Calling',
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'call', type: 'subflow', label: 'Look at it', config: { flow: 'check-device' } },
      { id: 'ask', type: 'question', label: 'Ask who', config: { text: 'Who are you?', saveAs: 'name' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'call' },
      { from: 'call', port: 'next', to: 'ask' },
    ],
    layout: { start: { x: 0, y: 0 }, call: { x: 300, y: 0 }, ask: { x: 600, y: 0 } },
  });
  await page.goto(`${studio.patchbay.url}/flows/calling`);
  const halt = async () => {
    await openForm(editor.card('call'));
    await page.locator('.react-flow').focus();
    await page.keyboard.press('t');
    await expect(bar()).toContainText('Paused before Look at it');
  };
  await openForm(editor.card('call'));
  await page.locator('.react-flow').focus();
  await page.keyboard.press('b');
  await halt();
  await page.keyboard.press('F11');
  await expect(bar()).toContainText('Paused before Check the device: Start');
  await page.keyboard.press('F10');
  await expect(bar()).toContainText('Paused before Check the device: Keep the state');
  await expect(bar()).not.toContainText('It gets');
  await expect(editor.card('call').locator('.pb-node')).toHaveAttribute('data-state', 'current');
  await page.locator('.pb-preview label').filter({ hasText: 'Steps' }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('Paused before Check the device: Keep the state');
  await page.keyboard.press('F10');
  await expect(steps.getByRole('button', { name: /^Keep the state Check the device/ })).toBeVisible();
  // Out of it: not before the node that called, which has been stood before.
  await page.keyboard.press('F10');
  await expect(bar()).toContainText('Paused before Ask who');
  await page.keyboard.press('F8');
  await expect(page.locator('.pb-debug-state')).toHaveText('');

  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(bar()).toContainText('Paused before Look at it');
  await page.keyboard.press('F10');
  await expect(bar()).toContainText('Paused before Ask who');
  await page.keyboard.press('F8');
});

test('whether a test runs the draft as it is, is said truly: after a change, its undo, a place on the canvas and a reload', async () => {
  await editor.open('truly');
  const head = page.locator('.pb-preview');
  await page.keyboard.press('t');
  await expect(head.getByText('Hello! How can I help you?').first()).toBeVisible();
  await expect(head).toContainText('Runs the draft.');
  await editor.card('hello').click();
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await expect(head).toContainText('Runs the draft.');
  await page.keyboard.press('Control+d');
  await expect(head).toContainText('The draft has changed since this began.');
  await page.keyboard.press('Control+z');
  await expect(head).toContainText('Runs the draft.');
  await page.keyboard.press('Control+d');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await page.reload();
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(head.getByText('Hello! How can I help you?').first()).toBeVisible();
  await expect(head).toContainText('The draft has changed since this began.');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(head).toContainText('Runs the draft.');
});
