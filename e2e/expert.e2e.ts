import { expect, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { largeFlow } from '../tools/bench-studio/large-flow.ts';
import { axeViolations } from './support/axe-violations.ts';
import { countInput } from './support/count-input.ts';
import { openStudio, type Studio } from './support/studio.ts';

// An expert on a flow of a thousand nodes, who never takes the hands from the keyboard.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];
let faults: Studio['faults'];
let opened: FlowDocument;
let letters = 0;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, page, faults } = studio);
  await studio.makeFlow(largeFlow({ key: 'large', nodes: 1_000, edges: 1_500 }));
  opened = await draft();
});

test.afterAll(() => studio.close());

test('by keys alone a flow of a thousand nodes is searched, mended, extended, taken apart, tested, put back and published', async () => {
  await page.goto(`${patchbay.url}/flows`);
  const link = page.locator('main a[href="/flows/large"]').first();
  await expect(link).toBeVisible();
  const { clicks, keys } = await countInput({
    page,
    during: async () => {
      await tabTo(link);
      await page.keyboard.press('Enter');
      await expect(page.locator('.react-flow__node .pb-node').first()).toBeVisible();

      await test.step('a node is found by its name, and comes into the middle', () => go('n500'));

      await test.step('a problem is jumped to and mended', async () => {
        const tab = page.getByRole('tab', { name: /^Problems/ });
        await expect(tab).toHaveText('Problems (151)');
        await page.keyboard.press('x');
        await expect(page.locator('.pb-problem:focus')).toHaveCount(1);
        await page.keyboard.press('ArrowDown');
        await expect(page.locator('[data-index="1"] .pb-problem')).toBeFocused();
        expect(await axeViolations({ page })).toEqual([]);
        await page.keyboard.press('Enter');
        await expect(page.locator('.pb-side [data-path] :focus')).toHaveCount(1);
        await page.keyboard.press('Control+.');
        await expect(tab).not.toHaveText('Problems (151)');
        await expect.poll(async () => (await draft()).variables?.length).toBe(1);
        await page.keyboard.press('Escape');
        await expect(page.locator('.react-flow')).toBeFocused();
        // The next is mended where it is listed, and the focus is on the one that takes its place.
        const left = await tab.textContent();
        await page.keyboard.press('x');
        await expect(page.locator('.pb-problem:focus')).toHaveCount(1);
        await page.keyboard.press('Tab');
        await expect(page.locator('.pb-fixes :focus')).toHaveCount(1);
        await page.keyboard.press('Enter');
        await expect(tab).not.toHaveText(left ?? '');
        await expect(page.locator('.pb-problem:focus')).toHaveCount(1);
        await page.keyboard.press('Escape');
      });

      await test.step('a node is put on the path', async () => {
        await go('n501');
        await page.keyboard.press('a');
        await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
        await say('message');
        await page.keyboard.press('Enter');
        await expect(card('message').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
        await expect
          .poll(async () => edgesOf(await draft(), 'message'))
          .toEqual(['n501 next message', 'message next n502']);
        await page.keyboard.press('Enter');
        await expect(page.locator('.pb-side [data-path="text"] textarea')).toBeFocused();
        await say('Restart it.');
        await page.keyboard.press('Escape');
      });

      await test.step('the path of an option is led to a far node', async () => {
        await go('n504');
        await page.keyboard.press('c');
        await expect(page.getByRole('combobox', { name: 'Node to lead to' })).toBeFocused();
        await page.keyboard.press('Shift+Tab');
        await expect(page.getByRole('combobox', { name: 'From its port' })).toBeFocused();
        await say('Way b');
        await page.keyboard.press('Tab');
        await say('n900');
        await page.keyboard.press('Enter');
        await expect.poll(async () => edgesOf(await draft(), 'n900')).toContain('n504 option:b n900');
      });

      await test.step('several become a subflow, which is undone', async () => {
        await goToThree('n901');
        await page.keyboard.press('e');
        await expect(page.getByRole('textbox', { name: 'Name of the new flow' })).toBeFocused();
        await say('Way out');
        await page.keyboard.press('Enter');
        await expect.poll(async () => (await draft()).nodes.some((node) => node.id === 'n902')).toBe(false);
        await page.keyboard.press('Control+z');
        await expect.poll(async () => (await draft()).nodes.some((node) => node.id === 'n902')).toBe(true);
      });

      await test.step('a node and its neighbours are copied to another place', async () => {
        await goToThree('n901');
        await page.keyboard.press('Control+c');
        await go('n100');
        const before = (await draft()).nodes.length;
        await page.keyboard.press('Control+v');
        await expectChosen(3);
        await expect.poll(async () => (await draft()).nodes.length).toBe(before + 3);
        const { nodes, layout } = await draft();
        const there = layout?.n100 ?? { x: 0, y: 0 };
        for (const { id } of nodes.slice(-3)) {
          expect(Math.abs((layout?.[id]?.x ?? Infinity) - there.x)).toBeLessThan(1_000);
          expect(Math.abs((layout?.[id]?.y ?? Infinity) - there.y)).toBeLessThan(1_000);
        }
      });

      await test.step('the variable of the selected node is renamed everywhere', async () => {
        await go('n504');
        await command('rename a var');
        await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
        await say('device');
        await page.keyboard.press('Enter');
        await expect.poll(async () => /"v4"|vars\.v4\b/.test(JSON.stringify(await draft()))).toBe(false);
        expect((await draft()).nodes.find((node) => node.id === 'n504')?.config?.saveAs).toBe('device');
      });

      await test.step('a text is found, one place after the other, and replaced everywhere', async () => {
        await page.keyboard.press('Control+f');
        const find = page.getByRole('textbox', { name: 'Find', exact: true });
        await expect(find).toBeFocused();
        await say('try this');
        await expect(page.getByRole('search').getByRole('status')).toHaveText(/^6\d\d /);
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await expect(find).toBeFocused();
        await expect(card('n2').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
        await tabTo(page.getByRole('textbox', { name: 'Replace with' }));
        await say('do this');
        await page.keyboard.press('Control+Enter');
        await expect.poll(async () => JSON.stringify(await draft()).includes('try this')).toBe(false);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('search')).toHaveCount(0);
        await expect(page.locator('.react-flow')).toBeFocused();
      });

      await test.step('what is selected is laid out', async () => {
        await goToThree('n901');
        const { layout: before } = await draft();
        await page.keyboard.press('l');
        const moved = async () => {
          const { layout } = await draft();
          const places = Object.entries(layout ?? {});
          return places.filter(([id, { x, y }]) => before?.[id]?.x !== x || before[id]?.y !== y).map(([id]) => id);
        };
        await expect.poll(async () => (await moved()).length).toBeGreaterThan(0);
        expect(['n901', 'n902', 'n903']).toEqual(expect.arrayContaining(await moved()));
      });

      await test.step('a test stands still at a breakpoint, goes on and is answered', async () => {
        await go('n9');
        await page.keyboard.press('b');
        await page.keyboard.press('t');
        await expect(page.locator('.pb-preview').getByText('Question 8?').first()).toBeVisible();
        await expect(page.locator('.pb-preview .pb-conversation textarea')).toBeFocused();
        await say('Way a of 8');
        await page.keyboard.press('Enter');
        const bar = page.getByRole('region', { name: 'Debugging' });
        await expect(bar.getByRole('status')).toContainText('Paused before');
        await page.keyboard.press('F8');
        await expect(page.locator('.pb-preview').getByText('Step 9: do this, you.').first()).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(page.locator('.react-flow')).toBeFocused();
      });

      await test.step('all of it is undone, and the flow is published', async () => {
        const undo = page.getByRole('button', { name: 'Undo' });
        for (let steps = 0; steps < 20 && (await undo.isEnabled()); steps++) await page.keyboard.press('Control+z');
        await expect(undo).toBeDisabled();
        await expect.poll(draft).toEqual(opened);
        await page.keyboard.press('Shift+P');
        await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Address' })).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(page.getByText('Version 1 is online')).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      });
    },
  });
  console.log(`An expert on a thousand nodes, beside ${letters} letters of names and texts: ${keys - letters} keys`);
  expect(clicks).toBe(0);
  expect(keys - letters).toBeLessThanOrEqual(100);
  expect(faults).toEqual([]);
});

test('in the outline of a thousand nodes only what is in view is drawn, and all of it is reached and edited by keys', async () => {
  await page.goto(`${patchbay.url}/flows/large`);
  await expect(page.locator('.react-flow__node .pb-node').first()).toBeVisible();
  await page.keyboard.press('o');
  const tree = page.getByRole('tree', { name: 'Outline of the flow' });
  const line = (key: string) => tree.locator(`[role="treeitem"][data-key="${key}"]`);
  await expect(line('start')).toBeFocused();
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(200);
  await page.keyboard.press('g');
  await say('n700');
  await page.keyboard.press('Enter');
  await expect(line('n700')).toBeFocused();
  await expect(line('n700')).toBeInViewport();
  await expect(line('n700').locator('.pb-outline-label')).toBeInViewport({ ratio: 1 });
  expect(await axeViolations({ page })).toEqual([]);
  // A branch that is folded opens where one of it is gone to.
  await page.keyboard.press('ArrowLeft');
  await expect(line('n700')).toHaveAttribute('aria-expanded', 'false');
  await page.setViewportSize({ width: 390, height: 900 });
  await page.keyboard.press('g');
  await say('n702');
  await page.keyboard.press('Enter');
  await expect(line('n702')).toBeFocused();
  await expect(line('n702').locator('.pb-outline-label')).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('g');
  await say('n700');
  await page.keyboard.press('Enter');
  await expect(line('n700')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(line('n700 option:a')).toBeFocused();
  await page.keyboard.press('a');
  await say('message');
  await page.keyboard.press('Enter');
  await expect(line('message')).toBeFocused();
  await page.keyboard.press('Enter');
  await say('Look at the plug.');
  await page.keyboard.press('Escape');
  await expect(line('message')).toBeFocused();
  await expect(line('message')).toContainText('Look at the plug.');
  await page.keyboard.press('End');
  await expect(tree.getByRole('treeitem').last()).toBeFocused();
  await expect(tree.getByRole('treeitem').last()).toBeInViewport();
  // It says that a path goes on elsewhere: what is removed there is the path, and not where it leads.
  const mark = tree.getByRole('treeitem').last();
  await expect(mark).toHaveText(/^goes on at Message \(n\d+\)Step \d+: try this/);
  // What was typed may still be on its way to the server.
  await expect.poll(async () => JSON.stringify((await draft()).nodes)).toContain('"Look at the plug."');
  const before = await draft();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await draft()).edges.length).toBe(before.edges.length - 1);
  expect((await draft()).nodes).toEqual(before.nodes);
  await expect(tree.locator('[role="treeitem"]:focus')).toHaveCount(1);
  await expect(mark).not.toHaveText(/^Start/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('End');
  await expect(mark).toHaveText(/^goes on at/);
  await page.keyboard.press('g');
  await say('n600');
  await page.keyboard.press('Enter');
  await expect(line('n600')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(line('start')).toBeFocused();
  await expect(line('start')).toBeInViewport();
  const undo = page.getByRole('button', { name: 'Undo' });
  for (let steps = 0; steps < 5 && (await undo.isEnabled()); steps++) await page.keyboard.press('Control+z');
  await expect.poll(draft).toEqual(opened);
  await page.keyboard.press('o');
  await expect(page.locator('.react-flow')).toBeFocused();
  expect(faults).toEqual([]);
});

/** What is typed as the words of a person, and not as a key of the editor. */
async function say(text: string): Promise<void> {
  letters += text.length;
  await page.keyboard.type(text);
}

/** To a node by its name, until it stands in the middle. */
async function go(id: string): Promise<void> {
  await page.keyboard.press('g');
  await expect(page.getByRole('combobox', { name: 'Nodes' })).toBeFocused();
  await say(id);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(card(id).locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  await expect
    .poll(async () => {
      const [canvas, box] = [await page.locator('.react-flow').boundingBox(), await card(id).boundingBox()];
      if (!canvas || !box) return Infinity;
      const across = box.x + box.width / 2 - canvas.x - canvas.width / 2;
      const down = box.y + box.height / 2 - canvas.y - canvas.height / 2;
      return Math.max(Math.abs(across), Math.abs(down));
    })
    .toBeLessThan(60);
}

/** A node and the two behind it are selected. */
async function goToThree(id: string): Promise<void> {
  await go(id);
  await expect(page.locator('.react-flow')).toBeFocused();
  for (const count of [2, 3]) {
    await page.keyboard.press('Shift+ArrowRight');
    await expectChosen(count);
  }
}

async function command(words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Commands, nodes and flows' })).toBeFocused();
  await say(words);
  await page.keyboard.press('Enter');
}

function card(id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

/** As the editor says it: of so many nodes the page holds those in view alone. */
async function expectChosen(count: number): Promise<void> {
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: new RegExp(`^${count} selected$`) })).toHaveCount(
    1,
  );
}

async function tabTo(target: ReturnType<typeof card>): Promise<void> {
  const here = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 40 && !(await here()); tabs++) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}

function edgesOf({ edges }: FlowDocument, id: string): string[] {
  return edges.filter(({ from, to }) => from === id || to === id).map(({ from, port, to }) => `${from} ${port} ${to}`);
}

function draft(): Promise<FlowDocument> {
  return studio.draft('large');
}
