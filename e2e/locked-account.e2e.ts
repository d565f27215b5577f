import { expect, test } from '@playwright/test';
import { countInput, type InputCount } from './support/count-input.ts';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';

// The newcomer's flow from an empty canvas in three ways, with what each takes of clicks and keys.

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(async () => {
  expect(studio.faults).toEqual([]);
  await studio.close();
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
      await editor.tabTo(field);
      if ((await field.inputValue()) !== '') await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    unfold: async (name) => {
      await editor.tabTo(itemOf(name));
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
      await editor.tabTo(page.getByRole('combobox', { name: 'Node to lead to' }));
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
      const end = await editor.still(editor.card(to).locator('.react-flow__handle.target'));
      await editor.drag({
        from: editor.port(from, 'option:option2'),
        to: { x: end.x + end.width / 2, y: end.y + end.height / 2 },
      });
    },
  };
  const inOutline: Hands = {
    ...byKeys,
    leave: () => editor.tabTo(tree.locator('[role="treeitem"][tabindex="0"]'), 'Shift+Tab'),
  };

  const flows: Record<string, Awaited<ReturnType<typeof built>>> = {};
  const counts: Record<string, InputCount> = {};
  const ways: [string, Hands, () => Promise<void>][] = [
    ['mouse', byMouse, () => editor.card('start').click()],
    ['keys', byKeys, () => page.keyboard.press('ArrowRight')],
    [
      'outline',
      inOutline,
      async () => {
        await page.keyboard.press('o');
        await editor.tabTo(tree.getByRole('treeitem', { name: /^Start/ }));
        await page.keyboard.press('Home');
      },
    ],
  ];
  for (const [way, hands, begin] of ways) {
    await editor.open(`locked-by-${way}`, ['start']);
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

/** A draft without problems once it is saved: its nodes, and what leads where. */
async function built(key: string) {
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(6);
  await expect(page.locator('.pb-fault, .pb-warning')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  const { nodes, edges } = await studio.draft(key);
  return {
    nodes,
    edges: edges.map(({ from, port, to }) => `${from} ${port} ${to}`).toSorted(),
  };
}
