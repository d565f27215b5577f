import { expect, test } from '@playwright/test';
import { type FlowDocument, isWithin, overlap } from '@patchbay/flow-spec';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';

// What an expert's hand expects of a canvas: things snap into line or not, are copied by a drag, make room, keep off each other, and have one colour.

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(async () => {
  await studio.close();
  expect(studio.faults).toEqual([]);
});

test('a path and its arrow have one colour in every state, light and dark; the arrows are few', async () => {
  await open('arrows');
  const one = edge('a next');
  const colours = () =>
    one.locator('.react-flow__edge-path').evaluate((path) => {
      const { stroke, markerEnd } = getComputedStyle(path);
      const marker = document.getElementById(/#([^"]+)/.exec(markerEnd)?.[1] ?? '')?.firstElementChild;
      return { stroke, arrow: marker ? getComputedStyle(marker).fill : 'none' };
    });
  const expectOne = async () => {
    const { stroke, arrow } = await colours();
    expect(arrow).toBe(stroke);
    return stroke;
  };
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.mouse.move(10, 10);
    const plain = await expectOne();
    await one.locator('.react-flow__edge-interaction').hover({ force: true });
    const hovered = await expectOne();
    expect(hovered).not.toBe(plain);
    await page.mouse.move(10, 10);
    await editor.card('a').click();
    await page.keyboard.press('w');
    await expect(one).toHaveClass(/selected/);
    expect(await expectOne()).toBe(hovered);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(one.locator('.pb-edge-lit')).toBeVisible();
  await expectOne();
  await expect(page.locator('.react-flow marker')).toHaveCount(4);
});

test('a plus stands aside of a short path and makes room for a node, with what comes after; one step takes it back', async () => {
  // The port of the one is as high as that of the other.
  await open('short', { b: { x: 290, y: 65 }, c: { x: 610, y: 65 } });
  const before = await studio.draft('short');
  const plus = edge('a next').locator('.pb-edge-add circle');
  const [line, at] = [
    (await edge('a next').locator('.react-flow__edge-path').boundingBox())!,
    (await plus.boundingBox())!,
  ];
  expect(at.y + at.height).toBeLessThan(line.y);
  await page.mouse.move(line.x + line.width / 2, line.y);
  await expect(edge('a next').locator('.pb-edge-add')).toHaveCSS('opacity', '1');
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2, { steps: 4 });
  await page.mouse.down();
  await page.mouse.up();
  await page.getByRole('option', { name: /^Set variables/ }).click();
  await expect(edge('set next')).toHaveCount(1);
  const after = await draftOf('short');
  expect(after.layout).toMatchObject({ a: { x: 0 }, set: { x: 320, y: 65 }, b: { x: 640, y: 65 }, c: { x: 960 } });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => draftOf('short')).toEqual(before);
});

test('a node that is dropped on a short path has room made for it as well, as one step', async () => {
  await open('dropped', { b: { x: 290, y: 0 }, c: { x: 610, y: 0 } });
  const before = await studio.draft('dropped');
  const pane = (await page.locator('.react-flow').boundingBox())!;
  const line = (await edge('a next').locator('.react-flow__edge-path').boundingBox())!;
  await page
    .locator('.pb-palette')
    .getByText('Set variables', { exact: true })
    .dragTo(page.locator('.react-flow'), {
      targetPosition: { x: line.x + line.width / 2 - pane.x, y: line.y + line.height / 2 - pane.y },
    });
  await expect(edge('set next')).toHaveCount(1);
  const { layout } = await draftOf('dropped');
  expect(layout).toMatchObject({ a: { x: 0 }, set: { x: 320, y: 0 }, b: { x: 640, y: 0 }, c: { x: 960, y: 0 } });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => draftOf('dropped')).toEqual(before);
});

test('a click on a port leads to the next port that is clicked, unless something else was done in between', async () => {
  await open('begun');
  const begin = () => editor.port('start', 'next').click();
  const end = () => editor.port('b', 'in').click();
  const leadsTo = (to: string) =>
    expect.poll(async () => (await draftOf('begun')).edges).toContainEqual({ from: 'start', port: 'next', to });
  // Another card; the form of the same one; a step that is taken back.
  for (const between of [
    () => editor.card('a').click(),
    async () => {
      await page.getByRole('textbox', { name: 'Name on the canvas' }).fill('Begin');
    },
    async () => {
      await page.locator('.react-flow').focus();
      await page.keyboard.press('Control+z');
    },
  ]) {
    await begin();
    await expect(editor.port('start', 'next')).toHaveClass(/clickconnecting/);
    await between();
    await expect(editor.port('start', 'next')).not.toHaveClass(/clickconnecting/);
    await end();
    await editor.card('a').click();
    await leadsTo('a');
    // What that click began leads nowhere either.
    await page.keyboard.press('Escape');
  }
  await begin();
  await end();
  await leadsTo('b');
});

test('what is dragged snaps into line with cards, notes and frames, not with Ctrl; with Alt a copy is dragged', async () => {
  await open('snapped', { b: { x: 400, y: 203 }, c: { x: 800, y: 0 } }, [
    { id: 'f', title: 'Alone', x: 360, y: 140, width: 340, height: 240 },
  ]);
  const layout = async () => (await draftOf('snapped')).layout ?? {};
  const drag = async (by: { x: number; y: number }, { key, guides }: { key?: 'Control' | 'Alt'; guides?: number }) => {
    const title = (await editor.card('c').locator('.pb-node-title').boundingBox())!;
    const [x, y] = [title.x + 20, title.y + 8];
    await page.mouse.move(x, y);
    await page.mouse.down();
    // A drag begins where the pointer is then.
    await page.mouse.move(x, y + 2);
    await page.mouse.move(x + by.x / 2, y + by.y / 2, { steps: 3 });
    if (key) await page.keyboard.down(key);
    await page.mouse.move(x + by.x, y + by.y + 2, { steps: 4 });
    if (guides !== undefined) await expect(page.locator('.pb-guide')).toHaveCount(guides);
    await page.mouse.up();
    if (key) await page.keyboard.up(key);
  };
  const zoom = await page.locator('.react-flow__viewport').evaluate((one) => new DOMMatrix(one.style.transform).a);
  await drag({ x: 0, y: 200 * zoom }, { guides: 1 });
  await expect.poll(async () => (await layout()).c).toEqual({ x: 800, y: 203 });
  await page.keyboard.press('Control+z');
  await drag({ x: 0, y: 200 * zoom }, { key: 'Control', guides: 0 });
  await expect.poll(async () => Math.abs((await layout()).c!.y - 200)).toBeLessThan(2);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await layout()).c).toEqual({ x: 800, y: 0 });

  await drag({ x: 0, y: 300 * zoom }, { key: 'Alt' });
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(5);
  const copied = await layout();
  expect(copied.c).toEqual({ x: 800, y: 0 });
  expect(copied.c_2?.y).toBeGreaterThan(250);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(4);

  // What goes along with a frame is nothing that the frame snaps to.
  const title = (await page.locator('.pb-frame-title').boundingBox())!;
  await page.mouse.move(title.x + 20, title.y + 12);
  await page.mouse.down();
  await page.mouse.move(title.x + 21, title.y + 150, { steps: 8 });
  await page.mouse.move(title.x + 22, title.y + 152, { steps: 2 });
  await page.mouse.up();
  const { frames, layout: placed } = await draftOf('snapped');
  expect(placed!.b!.y - frames![0]!.y).toBe(63);
});

test('the edges of frames and notes that are pulled snap to those of others, not with Ctrl; what is across stays', async () => {
  await open(
    'pulled',
    { b: { x: 403, y: 200 }, c: { x: 800, y: 0 } },
    [{ id: 'f', title: 'Pulled', x: 40, y: 120, width: 300, height: 200 }],
    [{ id: 'n', text: 'Beside', x: 40, y: 400, width: 200, height: 100 }],
  );
  const zoom = await page.locator('.react-flow__viewport').evaluate((one) => new DOMMatrix(one.style.transform).a);
  const pull = async (
    { kind, corner, by }: { kind: 'frame' | 'note'; corner: string; by: { x: number; y: number } },
    { key, guides }: { key?: 'Control'; guides: number },
  ) => {
    const handle = page.locator(`.react-flow__node-${kind} .react-flow__resize-control.${corner}`);
    const box = (await editor.still(handle))!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (by.x * zoom) / 2, y + (by.y * zoom) / 2, { steps: 3 });
    if (key) await page.keyboard.down(key);
    await page.mouse.move(x + by.x * zoom, y + by.y * zoom, { steps: 4 });
    await expect(page.locator('.pb-guide')).toHaveCount(guides);
    await page.mouse.up();
    if (key) await page.keyboard.up(key);
    await expect(page.locator('.pb-guide')).toHaveCount(0);
  };
  const frame = async () => (await draftOf('pulled')).frames![0]!;
  await page.locator('.pb-frame-title').click();
  // To the left edge of a card, with nothing near its height.
  await pull({ kind: 'frame', corner: 'handle.bottom.right', by: { x: 61, y: 33 } }, { guides: 1 });
  await expect.poll(frame).toMatchObject({ x: 40, y: 120, width: 363, height: 230 });
  await page.keyboard.press('Control+z');
  await expect.poll(frame).toMatchObject({ width: 300 });
  await pull({ kind: 'frame', corner: 'handle.bottom.right', by: { x: 61, y: 33 } }, { key: 'Control', guides: 0 });
  await expect.poll(async () => Math.abs((await frame()).width - 361)).toBeLessThan(2);
  expect((await frame()).width).not.toBe(363);
  await page.keyboard.press('Control+z');
  await expect.poll(frame).toMatchObject({ width: 300 });
  await page.locator('.react-flow__node-note').click();
  // To the right edge of the frame; its top edge to the frame's lower one.
  await pull({ kind: 'note', corner: 'handle.top.right', by: { x: 98, y: -83 } }, { guides: 2 });
  const note = async () => (await draftOf('pulled')).notes![0]!;
  await expect.poll(note).toMatchObject({ x: 40, y: 320, width: 300, height: 180 });
  // Given up, it is as it was.
  const side = (await editor.still(page.locator('.react-flow__node-note .react-flow__resize-control.line.right')))!;
  await page.mouse.move(side.x, side.y + 60);
  await page.mouse.down();
  await page.mouse.move(side.x + 60 * zoom, side.y + 60, { steps: 4 });
  await expect(page.locator('.pb-guide')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.locator('.pb-guide')).toHaveCount(0);
  await expect.poll(note).toMatchObject({ width: 300 });
});

test('a lasso within a frame catches the cards alone, and one around it the frame as well', async () => {
  await open('caught', { b: { x: 100, y: 240 }, c: { x: 500, y: 0 } }, [
    { id: 'f', title: 'Part', x: 40, y: 160, width: 400, height: 260 },
  ]);
  const frame = (await editor.still(page.locator('.react-flow__node-frame')))!;
  const lasso = async (by: number) => {
    await page.keyboard.down('Shift');
    await page.mouse.move(frame.x - by, frame.y - by + 2);
    await page.mouse.down();
    await page.mouse.move(frame.x + frame.width + by, frame.y + frame.height + by, { steps: 8 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
  };
  const selected = page.locator('.react-flow__node.selected, .react-flow__edge.selected');
  await lasso(-8);
  await expect(selected).toHaveCount(1);
  await expect(editor.card('b')).toHaveClass(/selected/);
  await lasso(10);
  await expect(page.locator('.react-flow__node-frame.selected')).toHaveCount(1);
  await expect(selected).toHaveCount(2);
});

test('notes and frames keep off each other, and come where they are asked for', async () => {
  await open('kept');
  await page.locator('.react-flow').focus();
  for (let times = 0; times < 2; times++) {
    await page.keyboard.press('n');
    await page.keyboard.type(`Note ${times}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.locator('.react-flow').focus();
    await page.keyboard.press('f');
    await page.keyboard.press('Escape');
  }
  await expect(page.locator('.react-flow__node-note')).toHaveCount(2);
  await expect(page.locator('.react-flow__node-frame')).toHaveCount(2);
  const { notes = [], frames = [] } = await draftOf('kept');
  const boxes = [...notes.map((note) => ({ width: 200, height: 96, ...note })), ...frames];
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1))
      expect(overlap(one, other) && !isWithin({ box: one, area: other })).toBe(false);

  await page.keyboard.press('Shift+1');
  const pane = (await page.locator('.react-flow__pane').boundingBox())!;
  const at = { x: pane.x + pane.width - 260, y: pane.y + 60 };
  const addNote = page.getByRole('menuitem', { name: 'Add a note' });
  // The view may still be on its way: then a card is hit, whose menu has no notes.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await page.mouse.click(at.x, at.y, { button: 'right' });
    await expect(addNote).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await addNote.click();
  await expect(page.locator('.react-flow__node-note')).toHaveCount(3);
  const placed = (await page.locator('.react-flow__node-note.selected').boundingBox())!;
  expect(Math.hypot(placed.x - at.x, placed.y - at.y)).toBeLessThan(12);
});

test('the wheel moves the canvas, with Ctrl it zooms; a key leads to 100 %', async () => {
  await open('wheel');
  const view = () =>
    page.locator('.react-flow__viewport').evaluate((one) => {
      const { a, e, f } = new DOMMatrix(one.style.transform);
      return { zoom: a, x: e, y: f };
    });
  const pane = (await page.locator('.react-flow__pane').boundingBox())!;
  await page.mouse.move(pane.x + pane.width / 2, pane.y + 60);
  const before = await view();
  await page.mouse.wheel(0, 100);
  await expect.poll(async () => (await view()).y - before.y).toBeLessThan(-50);
  expect((await view()).zoom).toBe(before.zoom);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 200);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await view()).zoom).toBeLessThan(before.zoom);
  await page.locator('.react-flow').focus();
  await page.keyboard.press('0');
  await expect.poll(async () => (await view()).zoom).toBe(1);
});

async function open(
  key: string,
  layout: NonNullable<FlowDocument['layout']> = { b: { x: 320, y: 0 }, c: { x: 640, y: 0 } },
  frames?: FlowDocument['frames'],
  notes?: FlowDocument['notes'],
): Promise<void> {
  await studio.makeFlow({
    format: 'patchbay.flow/1',
    key,
    name: key,
    nodes: [
      { id: 'start', type: 'start', config: {} },
      ...['a', 'b', 'c'].map((id) => ({ id, type: 'message', config: { text: id } })),
    ],
    edges: [
      { from: 'start', port: 'next', to: 'a' },
      { from: 'a', port: 'next', to: 'b' },
      { from: 'b', port: 'next', to: 'c' },
    ],
    layout: { start: { x: -320, y: 0 }, a: { x: 0, y: 0 }, ...layout },
    ...(frames ? { frames } : {}),
    ...(notes ? { notes } : {}),
  });
  await page.goto(`${studio.patchbay.url}/flows/${key}`);
  await expect(editor.card('c')).toBeVisible();
}

/** As it is once all is saved. */
async function draftOf(key: string): Promise<FlowDocument> {
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  return studio.draft(key);
}

function edge(id: string) {
  return page.locator(`.react-flow__edge[data-id="edge:${id}"]`);
}
