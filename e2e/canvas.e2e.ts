import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { countInput, type InputCount } from './support/count-input.ts';
import { openStudio, type Studio } from './support/studio.ts';

// The gestures of the canvas, by mouse, by keys and by the outline, in a real browser.

let studio: Studio;
let patchbay: Studio['patchbay'];
let context: Studio['context'];
let page: Studio['page'];
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, context, page, faults } = studio);
});

test.afterAll(() => studio.close());

test('by mouse: a port dropped on the canvas, a node put on an edge, one taken out, and all of it undone after a reload', async () => {
  await open('mouse');
  const next = port('hello', 'next');
  await drag({ from: next, to: { x: 900, y: 620 } });
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('quest');
  await page.keyboard.press('Enter');
  await expect(edge('hello next')).toHaveCount(1);
  await expect(card('question')).toBeVisible();

  await page.getByRole('button', { name: 'Fit View' }).click();
  await edge('start next').locator('.react-flow__edge-interaction').hover({ force: true });
  await edge('start next').locator('.pb-edge-add').click({ force: true });
  await page.getByRole('option', { name: /^Set variables/ }).click();
  await expect(edge('start next')).toHaveCount(1);
  await expect(edge('set next')).toHaveCount(1);

  await card('set').click();
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Delete');
  await expect(card('set')).toHaveCount(0);
  await expect(edge('start next')).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  await page.reload();
  await expect(card('question')).toBeVisible();
  for (const left of [2, 1, 0]) {
    await page.locator('.react-flow').focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(left === 0 ? 2 : left === 1 ? 3 : 4);
  }
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await expect(card('question')).toBeVisible();
});

test('by keys alone: a guided flow from an empty canvas, copied, laid out and found again', async () => {
  await open('keys');
  const canvas = page.locator('.react-flow');
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(card('hello').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  for (const name of ['Choice', 'Feedback', 'End']) {
    await page.keyboard.press('a');
    await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(page.locator('.pb-node[data-selected] .pb-node-title')).toHaveText(name);
  }
  await expect(edge('feedback next')).toHaveCount(1);
  // Back to the choice, and its "no match" to the end.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('c');
  await expect(page.getByRole('combobox', { name: 'Node to lead to' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('combobox', { name: 'From its port' })).toBeFocused();
  await page.keyboard.type('No match');
  await page.keyboard.press('Tab');
  await page.keyboard.type('end');
  await page.keyboard.press('Enter');
  await expect(edge('choice no_match')).toHaveCount(1);

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(9);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('patchbay.clip/1');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(5);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('tidy up the whole');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+H');
  await expect(page.getByRole('dialog').getByText('Laid out the flow')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('how can i help');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('What is wrong');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await page.getByRole('textbox', { name: 'Find', exact: true }).press('Escape');
  await expect(card('hello')).toContainText('What is wrong');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('by the outline: the same flow as a tree', async () => {
  await open('outline');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('o');
  const tree = page.getByRole('tree', { name: 'Outline of the flow' });
  await tree.getByRole('treeitem', { name: /^Start/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.keyboard.type('choice');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: /^Choice/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.keyboard.type('end');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: /^End/ })).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('Delete');
  await expect(tree.getByRole('treeitem', { name: /^End/ })).toHaveCount(0);
  expect(await violations()).toEqual([]);
});

test('what is selected becomes a subflow by one key and is put back by another, each one step of undo', async () => {
  const { csrfToken } = await (await context.request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await context.request.post(`${patchbay.url}/api/v1/workspaces/default/flows`, {
    headers: { 'x-csrf-token': csrfToken },
    data: {
      ...starterDocument({ key: 'extracted', name: 'Extracted' }),
      nodes: [
        { id: 'start', type: 'start', config: {} },
        { id: 'ask', type: 'question', config: { text: 'Which device?', saveAs: 'device', expects: 'text' } },
        { id: 'say', type: 'message', config: { text: 'You said {{ vars.device }}.' } },
        { id: 'end', type: 'end', config: {} },
      ],
      edges: [
        { from: 'start', port: 'next', to: 'ask' },
        { from: 'ask', port: 'next', to: 'say' },
        { from: 'say', port: 'next', to: 'end' },
      ],
      layout: { start: { x: 0, y: 0 }, ask: { x: 320, y: 0 }, say: { x: 640, y: 0 }, end: { x: 960, y: 0 } },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  await page.goto(`${patchbay.url}/flows/extracted`);
  await card('say').click();
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toContainText('The start belongs to this flow');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await expect(selected()).toHaveCount(4);
  await card('ask').click();
  await expect(selected()).toHaveCount(1);
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Ask for the device');
  await page.keyboard.press('Enter');
  const call = card('ask_for_the_device');
  await expect(call).toBeVisible();
  await expect(card('ask')).toHaveCount(0);
  await expect(edge('ask_for_the_device_back next')).toHaveCount(1);
  const flow = await context.request.get(`${patchbay.url}/api/v1/workspaces/default/flows/ask-for-the-device/draft`);
  expect((await flow.json()).variables).toEqual([{ key: 'device', type: 'string', input: true }]);

  await page.locator('.react-flow').focus();
  await page.keyboard.press('i');
  await expect(card('ask')).toBeVisible();
  await expect(call).toHaveCount(0);
  await expect(edge('ask next')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(call).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(call).toHaveCount(0);
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(4);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page).toHaveURL(`${patchbay.url}/flows/ask-for-the-device`);
  await expect(card('done')).toBeVisible();
});

test('a click on one of several that are selected selects it alone; a drag of one moves them all and keeps them selected', async () => {
  await open('several');
  const [start, hello] = [(await card('start').boundingBox())!, (await card('hello').boundingBox())!];
  const lasso = async () => {
    await page.keyboard.down('Shift');
    await page.mouse.move(start.x - 30, Math.min(start.y, hello.y) - 30);
    await page.mouse.down();
    await page.mouse.move(hello.x + hello.width + 30, Math.max(start.y, hello.y) + hello.height + 30, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(selected()).toHaveCount(2);
  };
  await lasso();
  await page.mouse.click(hello.x + hello.width / 2, hello.y + 20);
  await expect(selected()).toHaveCount(1);
  await expect(card('hello').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  await card('start').click({ modifiers: ['Shift'] });
  await expect(selected()).toHaveCount(2);
  await card('start').click();
  await expect(selected()).toHaveCount(1);
  await card('hello').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected()).toHaveCount(2);
  await drag({ from: card('start').locator('.pb-node-title'), to: { x: start.x + 60, y: start.y + 150 } });
  await expect.poll(async () => (await card('hello').boundingBox())!.y - hello.y).toBeGreaterThan(60);
  await expect(selected()).toHaveCount(2);
});

test('a newcomer’s guided troubleshooting by mouse, by keys alone and in the outline alone: the same flow, and what it takes is counted', async () => {
  const canvas = page.locator('.react-flow');
  const tree = page.getByRole('tree', { name: 'Outline of the flow' });
  const byKeys: Hands = {
    add: async (title) => {
      await page.keyboard.press('a');
      await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
      await page.keyboard.type(title.toLowerCase());
      await page.keyboard.press('Enter');
      await expect(page.getByRole('combobox', { name: 'Search nodes' })).toHaveCount(0);
      await expect(page.locator('.pb-side [data-path]').first()).toBeVisible();
    },
    write: async (path, text) => {
      const field = fieldOf(path);
      if (!(await page.locator('.pb-side :focus').count())) {
        await page.keyboard.press('Enter');
        await expect(page.locator('.pb-side :focus')).toHaveCount(1);
      }
      await tabTo(field);
      if ((await field.inputValue()) !== '') await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    unfold: async (name) => {
      await tabTo(itemOf(name));
      await page.keyboard.press('Enter');
    },
    leave: async () => {
      await page.keyboard.press('Escape');
      await expect(canvas).toBeFocused();
    },
    connect: async (from, to) => {
      await page.keyboard.press('g');
      await page.keyboard.type(from);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('c');
      await tabTo(page.getByRole('combobox', { name: 'Node to lead to' }));
      await page.keyboard.type(to);
      await page.keyboard.press('Enter');
    },
  };
  const byMouse: Hands = {
    add: async (title) => {
      await page.getByRole('button', { name: title, exact: true }).click();
      await expect(page.locator('.pb-side [data-path]').first()).toBeVisible();
    },
    write: async (path, text) => {
      const field = fieldOf(path);
      await field.click();
      if ((await field.inputValue()) !== '') await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    unfold: (name) => itemOf(name).click(),
    leave: () => Promise.resolve(),
    connect: async (from, to) => {
      await page.getByRole('button', { name: 'Fit View' }).click();
      const end = await still(card(to).locator('.react-flow__handle.target'));
      await drag({ from: port(from, 'option:option2'), to: { x: end.x + end.width / 2, y: end.y + end.height / 2 } });
    },
  };
  const inOutline: Hands = {
    ...byKeys,
    leave: () => tabTo(tree.locator('[role="treeitem"][tabindex="0"]'), 'Shift+Tab'),
  };

  const flows: Record<string, Awaited<ReturnType<typeof built>>> = {};
  const counts: Record<string, InputCount> = {};
  const ways: [string, Hands, () => Promise<void>][] = [
    ['mouse', byMouse, () => card('start').click()],
    ['keys', byKeys, () => page.keyboard.press('ArrowRight')],
    [
      'outline',
      inOutline,
      async () => {
        await page.keyboard.press('o');
        await tabTo(tree.getByRole('treeitem', { name: /^Start/ }));
        await page.keyboard.press('Home');
      },
    ],
  ];
  for (const [way, hands, begin] of ways) {
    await open(`locked-by-${way}`, ['start']);
    counts[way] = await countInput({
      page,
      during: async () => {
        await begin();
        await buildLockedAccount(hands);
      },
    });
    if (way === 'outline') await page.getByRole('button', { name: 'Outline', exact: true }).click();
    flows[way] = await built(`locked-by-${way}`);
  }
  expect(flows.mouse?.edges).toEqual([
    'choice option:option1 message',
    'choice option:option2 form',
    'form next end',
    'message next message_2',
    'message_2 next form',
    'start next choice',
  ]);
  expect(flows.keys).toEqual(flows.mouse);
  expect(flows.outline).toEqual(flows.mouse);
  const written = lockedAccountTexts.join('').length;
  const told = Object.entries(counts).map(
    ([way, { clicks, keys }]) => `by ${way} ${clicks} clicks and ${keys - written} keys`,
  );
  console.log(`A newcomer’s flow, beside ${written} letters of texts: ${told.join(', ')}`);
  expect([counts.keys?.clicks, counts.outline?.clicks]).toEqual([0, 0]);
  expect(counts.mouse?.clicks).toBeLessThanOrEqual(20);
  expect((counts.keys?.keys ?? Infinity) - written).toBeLessThanOrEqual(85);
  expect((counts.outline?.keys ?? Infinity) - written).toBeLessThanOrEqual(120);
});

test('a connection is made from the form of the node that needs it, and a stray key loses nothing that was typed', async () => {
  await open('connect');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('http');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Address' }).fill('/incidents');
  await expect(page.getByText('A path alone needs a connection')).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations()).toEqual([]);
  }
  await page.getByRole('button', { name: 'New connection …' }).click();
  const dialog = page.getByRole('dialog', { name: 'New connection' });
  await dialog.getByRole('textbox', { name: 'Key' }).fill('itsm');
  await expect(dialog.getByLabel('Kind').getByRole('option')).toHaveText(['HTTP service']);
  await dialog.getByRole('textbox', { name: 'Base address' }).fill('https://itsm.example.com/api');
  await dialog.getByLabel('Credential').selectOption({ label: 'Bearer token' });
  await dialog.getByLabel('Secret', { exact: true }).fill('a token that nobody has twice');
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByLabel('Secret', { exact: true })).toHaveValue('a token that nobody has twice');
  expect(await violations('[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Connection' })).toHaveValue('itsm (http)');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  const draft = await context.request.get(`${patchbay.url}/api/v1/workspaces/default/flows/connect/draft`);
  const { nodes }: Pick<FlowDocument, 'nodes'> = await draft.json();
  expect(nodes.at(-1)?.config).toMatchObject({ url: '/incidents', connection: 'itsm' });
  expect(faults).toEqual([]);
});

test('frames, notes and colours; nothing is inaccessible, in light and dark', async () => {
  await open('board');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'teal' }).click();
  await page.locator('.pb-frame-title').dblclick();
  await page.getByRole('textbox', { name: 'Title of the frame' }).fill('Greeting');
  await page.keyboard.press('Enter');
  const before = (await card('hello').boundingBox())!;
  const title = (await page.locator('.pb-frame-title').boundingBox())!;
  await drag({ from: page.locator('.pb-frame-title'), to: { x: title.x + title.width / 2 + 60, y: title.y + 140 } });
  await expect.poll(async () => (await card('hello').boundingBox())!.y - before.y).toBeGreaterThan(60);
  expect(await violations()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Commands and nodes' })).toBeVisible();
  expect(await violations()).toEqual([]);
  await page.keyboard.press('Escape');
  expect(faults).toEqual([]);
});

/** How a person does what a flow is built of. */
interface Hands {
  add(title: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
  unfold(item: string): Promise<void>;
  /** Out of a form. */
  leave(): Promise<void>;
  /** The first free port of a node to another. */
  connect(from: string, to: string): Promise<void>;
}

const lockedAccountTexts = [
  'Can you sign in?',
  'It says locked',
  'I forgot it',
  'Wait 15 minutes.',
  'Sign in again, slowly.',
  'Still locked',
  'User name',
] as const;

/** Guided troubleshooting for a locked account, with a form at its end. */
async function buildLockedAccount({ add, write, unfold, leave, connect }: Hands): Promise<void> {
  const [question, locked, forgotten, wait, again, title, user] = lockedAccountTexts;
  await add('Choice');
  await write('text', question);
  await unfold('First option');
  await write('options.0.label', locked);
  await unfold('Second option');
  await write('options.1.label', forgotten);
  await leave();
  await add('Message');
  await write('text', wait);
  await leave();
  await add('Message');
  await write('text', again);
  await leave();
  await add('Form');
  await write('title', title);
  await unfold('Text');
  await write('fields.0.label', user);
  await leave();
  await add('End');
  await connect('choice', 'form');
}

function fieldOf(path: string) {
  return page.locator(`.pb-side [data-path="${path}"]`).locator('input, textarea').first();
}

/** An entry of a list in a form. */
function itemOf(name: string) {
  return page.locator('.pb-side').getByRole('button', { name, exact: true });
}

const MOST_TABS = 60;

/** Goes on with Tab until something has the focus. */
async function tabTo(target: ReturnType<typeof card>, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const here = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < MOST_TABS && !(await here()); tabs++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

/** Where something is once it moves no more. */
async function still(target: ReturnType<typeof card>) {
  const box = () => target.boundingBox();
  await expect
    .poll(async () => {
      const before = await box();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      return JSON.stringify(before) === JSON.stringify(await box());
    })
    .toBe(true);
  return (await box())!;
}

/** A new flow, with those of its nodes that are wanted. */
async function open(key: string, only?: string[]): Promise<void> {
  const me = await context.request.get(`${patchbay.url}/api/v1/me`);
  const { csrfToken } = await me.json();
  const starter = starterDocument({ key, name: `By ${key}` });
  const nodes = starter.nodes.filter((node) => only?.includes(node.id) ?? true);
  const made = await context.request.post(`${patchbay.url}/api/v1/workspaces/default/flows`, {
    headers: { 'x-csrf-token': csrfToken },
    data: { ...starter, nodes, ...(only ? { edges: [], layout: {} } : {}) },
  });
  expect(made.status(), await made.text()).toBe(201);
  await page.goto(`${patchbay.url}/flows/${key}`);
  await expect(card(nodes.at(-1)!.id)).toBeVisible();
}

function card(id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

/** A draft without problems once it is saved: its nodes, and what leads where. */
async function built(key: string) {
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(6);
  await expect(page.locator('.pb-fault, .pb-warning')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  const draft = await context.request.get(`${patchbay.url}/api/v1/workspaces/default/flows/${key}/draft`);
  const { nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'> = await draft.json();
  return {
    nodes,
    edges: edges.map(({ from, port, to }) => `${from} ${port} ${to}`).toSorted(),
  };
}

function selected() {
  return page.locator('.pb-node[data-selected]');
}

function port(id: string, name: string) {
  return card(id).locator(`.react-flow__handle[data-handleid="${name}"]`);
}

function edge(id: string) {
  return page.locator(`.react-flow__edge[data-id="edge:${id}"]`);
}

async function drag({ from, to }: { from: ReturnType<typeof card>; to: { x: number; y: number } }): Promise<void> {
  const box = (await from.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x - 10, to.y, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

async function violations(within = 'html'): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include(within).analyze();
  return found.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}`));
}
