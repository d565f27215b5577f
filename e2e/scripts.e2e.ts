import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// The script editor knows the types of what a script is given: it completes them, and says what is wrong where it stands.

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;
const fetched: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
  page.on('request', (request) => fetched.push(request.url()));
  page.on('worker', (worker) => fetched.push(worker.url()));
  await studio.makeFlow(flowOf('scripted'));
  await page.goto(`${studio.patchbay.url}/flows/scripted`);
  await expect(editor.card('reckon')).toBeVisible();
});

test.afterAll(() => studio.close());

function flowOf(key: string): FlowDocument {
  const starter = starterDocument({ key, name: key });
  return {
    ...starter,
    variables: [
      { key: 'device', type: 'string', default: '', description: 'What is to be repaired' },
      { key: 'amount', type: 'number', default: 1 },
    ],
    nodes: [
      ...starter.nodes,
      { id: 'ask', type: 'question', label: 'Ask for the office', config: { text: 'Where?', saveAs: 'office' } },
      { id: 'reckon', type: 'script', config: { code: 'return input.vars.device.trim();' } },
    ],
    edges: [
      ...starter.edges.filter(({ from }) => from !== 'hello'),
      { from: 'hello', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'reckon' },
    ],
  };
}

const code = () => page.locator('.pb-side .cm-content');
const status = () => page.getByRole('status', { name: /Problems of the script|Probleme des Skripts/ });
const options = () => page.locator('.cm-tooltip-autocomplete [role="option"]');

async function write(text: string): Promise<void> {
  await page.mouse.move(0, 0);
  await code().focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** The list takes no Enter for a moment after it opened, so that one that is typed is not taken for a choice. */
async function choose(): Promise<void> {
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
}

test('what knows the types is fetched when a script is shown, and not before', async () => {
  const isHeavy = (url: string) => /\/assets\/(script-worker|code-editor)-/.test(url);
  expect(fetched.filter(isHeavy)).toEqual([]);
  await openForm(editor.card('reckon'));
  await expect(code()).toBeVisible();
  await expect(status()).toHaveText('No problems found.');
  expect(fetched.some((url) => url.includes('script-worker'))).toBe(true);
  expect(fetched.filter((url) => url.includes('diagnosticMessages'))).toEqual([]);
});

test('input is completed by the names of this flow, texts by their methods, all by keyboard', async () => {
  await write('return input.');
  await page.keyboard.press('Control+Space');
  await expect(options().first()).toBeVisible();
  expect((await options().allTextContents()).toSorted()).toEqual(['conversation', 'message', 'nodes', 'user', 'vars']);
  await page.keyboard.type('vars.');
  // What the node before it saves comes first.
  await expect.poll(() => options().allTextContents()).toEqual(['office', 'amount', 'device']);
  await expect(page.locator('.cm-completionInfo')).toContainText('Saved by Ask for the office');
  await page.keyboard.type('dev');
  await expect(options()).toHaveText(['device']);
  await expect(page.locator('.cm-completionInfo')).toContainText('What is to be repaired');
  await choose();
  await page.keyboard.type('.toUp');
  await expect(options().first()).toHaveText('toUpperCase');
  await choose();
  await page.keyboard.type('(');
  await expect(page.locator('.cm-script-about').first()).toContainText('toUpperCase(): string');
  await expect(status()).toContainText('Line 1: Argument expression expected.');
  await page.keyboard.press('Escape');
  await expect(page.locator('.cm-script-about')).toHaveCount(0);
  await expect(code()).toHaveText('return input.vars.device.toUpperCase(');
  await expect(code()).toBeFocused();
});

test('a wrong name is underlined, with the one that may be meant; the keys go to it', async () => {
  await write('const first = 1;\nreturn input.vars.devise;');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('devise');
  await expect(status()).toContainText(
    'Line 2: The variable “devise” is neither declared nor saved in this flow. Did you mean “device”?',
  );
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  await page.keyboard.type('device');
  await expect(code()).toContainText('return input.vars.device;');
  await expect(status()).toHaveText('No problems found.');
});

test('also two lines away, through a name of the script’s own', async () => {
  await write('const u = input.user;\nconst now = new Date();\nreturn u.nmae;');
  await expect(page.locator('.cm-lintRange-warning')).toHaveText('nmae');
  await expect(status()).toContainText('Line 3: “u” has no “nmae”. Did you mean “name”?');
  await page.locator('.cm-lintRange-warning').hover();
  await expect(page.locator('.cm-tooltip-hover')).toContainText('Did you mean “name”?');
});

test('what something is, is told where the mouse rests', async () => {
  await write('const where = input.vars.office;\nreturn where;');
  await expect(status()).toHaveText('No problems found.');
  await page.mouse.move(0, 0);
  await code().getByText('where').first().hover();
  await expect(page.locator('.cm-tooltip-hover')).toContainText('const where: string');
});

test('a variable that another saves meanwhile is known at once', async () => {
  await write('return input.vars.priority;');
  await expect(status()).toContainText('“priority”');
  const other = await studio.context.newPage();
  await other.goto(page.url());
  await other.locator('.react-flow__node[data-id="ask"]').click();
  await other
    .getByRole('combobox', { name: 'Save as' })
    .or(other.getByRole('textbox', { name: 'Save as' }))
    .fill('priority');
  await expect(status()).toHaveText('No problems found.');
  await other.close();
});

test('it reads in light and dark, and axe finds nothing', async () => {
  await write('const a = input.vars.amount;\nreturn a.toUpperCase(;');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(status()).toContainText(/line 2: /i);
    expect(await axeViolations({ page, within: '.pb-side' })).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
});

test('where it cannot be fetched, what cannot be read is marked all the same', async () => {
  await page.route('**/assets/script-worker*', (route) => route.abort());
  await page.reload();
  await openForm(editor.card('reckon'));
  await write('return input.vars.devise;');
  await expect(status()).toHaveText('What knows the types could not be fetched: only the syntax is checked.');
  await write('return input.vars.device +;');
  await expect(status()).toContainText('Line 1: This cannot be read here');
  await page.unroute('**/assets/script-worker*');
  studio.faults.splice(0);
});

test('in German it speaks German', async () => {
  await page.evaluate(() => localStorage.setItem('patchbay-language', 'de'));
  await page.reload();
  await openForm(editor.card('reckon'));
  await write('const u = input.user;\nreturn u.nmae;');
  await expect(status()).toContainText('Zeile 2: „u“ hat kein „nmae“. Meinten Sie „name“?');
  await write('return input.vars.device +;');
  await expect(status()).toContainText('Es wurde ein Ausdruck erwartet.');
  expect(studio.faults).toEqual([]);
});
