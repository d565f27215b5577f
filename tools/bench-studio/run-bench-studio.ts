/// <reference lib="dom" />
import { type Browser, chromium, type Page } from '@playwright/test';
import { makeAdministrator } from '../../e2e/support/make-administrator.ts';
import { type Patchbay, startPatchbay } from '../../e2e/support/start-patchbay.ts';
import { largeFlow } from './large-flow.ts';
import { longestTask } from './longest-task.ts';
import { remoteEdit } from './remote-edit.ts';
import { watchFrames } from './watch-frames.ts';

export interface Figure {
  what: string;
  value: number;
  unit: string;
  goal: number;
  /** Whether more is better; less is, otherwise. */
  more?: boolean;
}

export interface StudioBench {
  chromium: string;
  nodes: number;
  edges: number;
  rounds: number;
}

const KEY = 'large';
const SHARED = 'shared';
const SETTLED_MS = 1_500;
/** What is typed into: a text with a template, an option of a list, a value of a condition, a script. */
const FIELDS = [
  { name: 'text', node: 'n1', field: '[data-path="text"] :is(input, textarea)' },
  {
    name: 'option of a list',
    node: 'n4',
    item: 'options.0',
    field: '[data-path="options.0.label"] :is(input, textarea)',
  },
  {
    name: 'rule of a condition',
    node: 'n3',
    item: 'cases.0',
    field: '[data-path$=".left"] :is(input, textarea)',
  },
  { name: 'script', node: 'n6', field: '.cm-content' },
];
/** What a page says in its console when it is ready, before the time. */
const READY = 'bench: ready after ';

/** Measures the editor of a large flow in the production build, in a browser without a cache: median of the rounds, each in a context of its own. */
export async function runBenchStudio(
  { chromium: executablePath, nodes, edges, rounds }: StudioBench,
  say: (text: string) => void,
): Promise<Figure[]> {
  const patchbay = await startPatchbay();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-extensions'],
  });
  try {
    const first = await browser.newContext({ locale: 'en-US' });
    const page = await first.newPage();
    await makeAdministrator({ page, patchbay });
    await importFlow({ page, patchbay, document: largeFlow({ key: KEY, nodes, edges }) });
    await importFlow({ page, patchbay, document: largeFlow({ key: SHARED, nodes: 50, edges: 70 }) });
    const storageState = await first.storageState();
    await first.close();
    const all: Figure[][] = [];
    const newContext = () =>
      browser.newContext({ storageState, viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    for (let round = 0; round < rounds; round++) {
      const fresh = await newContext();
      const first = await timeTo({ page: await fresh.newPage(), ...firstScreen(patchbay.url) });
      await fresh.close();
      const context = await newContext();
      const figures = await measure({ browser, page: await context.newPage(), url: patchbay.url });
      all.push([
        { what: 'First load of the studio to interactive', value: first, unit: 'ms', goal: 2_000 },
        ...figures,
      ]);
      await context.close();
      say(`Round ${round + 1} of ${rounds}`);
    }
    const own = (all[0] ?? []).map((figure, index) => ({
      ...figure,
      value: median(all.map((round) => round[index]?.value ?? Number.NaN)),
    }));
    const remote = await remoteEdit({ browser, url: patchbay.url, flowKey: SHARED, storageState });
    return [...own, { what: 'Remote edit seen by the other client, p95', value: remote, unit: 'ms', goal: 150 }];
  } finally {
    await browser.close();
    await patchbay.stop();
  }
}

async function importFlow({ page, patchbay, document }: { page: Page; patchbay: Patchbay; document: object }) {
  const { request } = page.context();
  const { csrfToken } = await (await request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await request.post(`${patchbay.url}/api/v1/workspaces/default/flows`, {
    headers: { 'x-csrf-token': csrfToken },
    data: document,
  });
  if (made.status() !== 201) throw new Error(await made.text());
}

function firstScreen(url: string): { address: string; selector: string } {
  return { address: `${url}/flows`, selector: 'main a[href="/flows/large"]' };
}

async function measure({ browser, page, url }: { browser: Browser; page: Page; url: string }): Promise<Figure[]> {
  const opened = await timeTo({ page, address: `${url}/flows/${KEY}`, selector: '.react-flow__node .pb-node' });
  await page.waitForTimeout(1_500);
  const typing: Figure[] = [];
  for (const { name, ...one } of FIELDS)
    typing.push({
      what: `Keystroke to paint, p95: ${name}`,
      value: await typingInto({ page, ...one }),
      unit: 'ms',
      goal: 50,
    });
  const drag = await gesture({ browser, page, during: () => dragNode(page) });
  const pan = await gesture({ browser, page, during: () => panCanvas(page) });
  const zoom = await gesture({ browser, page, during: () => zoomCanvas(page) });
  await page.locator('.react-flow').focus();
  let layout = 0;
  const laying = await longestTask({
    browser,
    page,
    during: async () => {
      const begun = performance.now();
      const saving = untilSaving(page);
      await page.keyboard.press('Shift+L');
      await saving;
      layout = performance.now() - begun;
    },
  });
  const gestures = Object.entries({ 'Drag a node': drag, Pan: pan, Zoom: zoom });
  return [
    { what: 'Open the flow, cold, to interactive', value: opened, unit: 'ms', goal: 2_000 },
    ...typing,
    ...gestures.flatMap(([name, { frames, task }]): Figure[] => [
      { what: `${name}: frames a second`, value: frames.perSecond, unit: 'fps', goal: 50, more: true },
      { what: `${name}: longest from frame to frame`, value: frames.longest, unit: 'ms', goal: 50 },
      { what: `${name}: longest task of the main thread`, value: task.longest, unit: 'ms', goal: 50 },
      { what: `${name}: the same, processor time`, value: task.processor, unit: 'ms', goal: 50 },
    ]),
    { what: 'Auto-layout of the flow', value: layout, unit: 'ms', goal: 2_000 },
    { what: 'Auto-layout: longest task of the main thread', value: laying.longest, unit: 'ms', goal: 50 },
    { what: 'Auto-layout: the same, processor time', value: laying.processor, unit: 'ms', goal: 50 },
  ];
}

/** The first edit that is on its way to the server, however short it takes. */
function untilSaving(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          const texts = [...document.querySelectorAll('[role="status"]')].map((status) => status.textContent);
          if (!texts.some((text) => /Saving/.test(text ?? ''))) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
}

/**
 * From the start of a navigation until what is waited for was painted and the page answers, in ms, for a page that has not been anywhere. The page looks by itself, and says so once: what
 * Playwright puts into a page that it asks for elements takes as long as a good part of the application.
 */
async function timeTo({ page, address, selector }: { page: Page; address: string; selector: string }): Promise<number> {
  await page.addInitScript(
    ([wanted, mark]) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(wanted)) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => console.debug(`${mark}${performance.now()}`), 0));
      });
      observer.observe(document, { subtree: true, childList: true });
    },
    [selector, READY] as const,
  );
  // A browser that has just opened a window is busy with its own.
  await page.waitForTimeout(SETTLED_MS);
  const [said] = await Promise.all([
    page.waitForEvent('console', { predicate: (message) => message.text().startsWith(READY), timeout: 60_000 }),
    page.goto(address, { waitUntil: 'commit' }),
  ]);
  return Number(said.text().slice(READY.length));
}

async function gesture({ browser, page, during }: { browser: Browser; page: Page; during(): Promise<void> }) {
  // Apart: a trace that is being written costs frames itself.
  const frames = await watchFrames({ page, during });
  const task = await longestTask({ browser, page, during });
  return { frames, task };
}

async function dragNode(page: Page): Promise<void> {
  const box = await page.locator('.react-flow__node-flow .pb-node-head').nth(2).boundingBox();
  if (!box) throw new Error('No card is in view.');
  const [x, y] = [box.x + 60, box.y + 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 90; step++) await page.mouse.move(x + Math.sin(step / 15) * 160, y + step);
  await page.mouse.up();
}

async function panCanvas(page: Page): Promise<void> {
  for (const way of [-1, 1]) {
    await page.mouse.move(700 - way * 300, 470);
    await page.mouse.down({ button: 'middle' });
    for (let step = 1; step <= 60; step++)
      await page.mouse.move(700 - way * 300 + way * step * 10, 470 + step * way * 3);
    await page.mouse.up({ button: 'middle' });
  }
}

async function zoomCanvas(page: Page): Promise<void> {
  await page.mouse.move(640, 470);
  await page.keyboard.down('Control');
  for (const way of [1, -1]) for (let step = 0; step < 30; step++) await page.mouse.wheel(0, way * 40);
  await page.keyboard.up('Control');
}

/** Goes to a node by its id, as the keyboard does, and types into a field of its form. */
async function typingInto({ page, node, item, field }: Omit<(typeof FIELDS)[number], 'name'> & { page: Page }) {
  await page.locator('.react-flow').focus();
  await page.keyboard.press('g');
  await page.keyboard.type(node);
  await page.keyboard.press('Enter');
  const form = page.locator('.pb-side');
  if (item) await form.locator(`[data-path="${item}"] [aria-expanded]`).first().click();
  await form.locator(field).first().click();
  await page.keyboard.press('End');
  // What a form or an editor of code does once is not a keystroke.
  await page.waitForTimeout(SETTLED_MS);
  return keystrokes(page);
}

/** Time from a key to the frame that shows it, as the browser itself tells (Event Timing), the 95th of a hundred. */
async function keystrokes(page: Page): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = [];
    const before = Reflect.get(window, 'pbKeyObserver') as PerformanceObserver | undefined;
    before?.disconnect();
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') times.push(entry.duration);
    });
    observer.observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
    Object.assign(window, { pbKeys: times, pbKeyObserver: observer });
  });
  const presses = 100;
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press('x');
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(500);
  const slow = await page.evaluate((): number[] => Reflect.get(window, 'pbKeys'));
  // What took less than the browser tells of is taken as the least that it would have told.
  const all = [...Array.from({ length: Math.max(0, presses - slow.length) }, () => 16), ...slow].toSorted(
    (a, b) => a - b,
  );
  return all[Math.min(all.length - 1, Math.floor(all.length * 0.95))] ?? Number.NaN;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
