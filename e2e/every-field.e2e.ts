import { expect, test } from '@playwright/test';
import { type FlowDocument, type FlowNode, starterDocument } from '@patchbay/flow-spec';
import { demo, flowTemplates, templateIn } from '@patchbay/templates';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';

// A letter typed into any text of any form changes that text of the flow, and nothing beside it: in the shapes that forms make, and in those that only flows from elsewhere have.

const long = process.env.PATCHBAY_TEST_LONG !== undefined;
/** Templates whose nodes have fields that no others have. */
const sample = ['first-line', 'status-page'];

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser, height: 1600 });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(async () => {
  expect(studio.faults).toEqual([]);
  await studio.close();
});

const rule = (left: string) => ({ left: `{{ vars.${left} }}`, op: 'eq', right: 'x' });
const conditions: Record<string, unknown> = {
  lone: rule('a'),
  group: { any: [rule('a'), { all: [rule('b'), { not: rule('c') }] }] },
  negated: { not: rule('a') },
};
/** What forms do not make themselves. */
const shapes: FlowNode[] = [
  ...Object.entries(conditions).map(([id, when]) => ({
    id,
    type: 'condition',
    config: { cases: [{ id: 'a', label: 'A', when }] },
  })),
  {
    id: 'picks',
    type: 'choice',
    config: { text: 'Which?', options: [{ id: 'a', label: 'A', value: 'v', also: ['first', 'second'] }] },
  },
  { id: 'listed', type: 'choice', config: { text: 'Which?', options: '{{ vars.list }}' } },
  {
    id: 'fields',
    type: 'form',
    config: {
      fields: [
        { key: 'a', label: 'A', type: 'select', options: ['One', { value: '2', label: 'Two' }] },
        { key: 'b', label: 'B', type: 'select', options: '{{ vars.list }}' },
        { key: 'c', label: 'C', type: 'text', help: 'h', default: 'd', min: 1, max: 20, pattern: 'x+' },
      ],
    },
  },
  {
    id: 'asks',
    type: 'http',
    config: {
      method: 'POST',
      url: 'https://example.com/a',
      headers: { 'X-One': '1' },
      query: { q: 'a' },
      body: { type: 'json', value: { a: 'b' } },
    },
  },
];

interface Leaf {
  path: string;
  value: unknown;
}

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, path === '' ? key : `${path}.${key}`));
}

/** What differs between two configs, a leaf each. */
function changes({ before, after }: { before: unknown; after: unknown }) {
  const [old, now] = [before, after].map((one) => new Map(leavesOf(one).map(({ path, value }) => [path, value])));
  return [...new Set([...old!.keys(), ...now!.keys()])].flatMap((path) =>
    old!.get(path) === now!.get(path) ? [] : [{ path, from: old!.get(path), to: now!.get(path) }],
  );
}

const form = () => page.locator('.pb-side');
/** What differs, by the kinds of fields that were typed into. */
const typed = new Map<string, unknown>();

async function typeIntoAll({ flow, node }: { flow: string; node: FlowNode }): Promise<void> {
  const { id, type } = node;
  const config = async () => (await studio.draft(flow)).nodes.find((one) => one.id === id)?.config;
  const texts = form().locator(
    '[data-path] :is(textarea, input:not([type]), input[type="text"]):not(.mantine-Select-input)',
  );
  for (let at = 0; at < (await texts.count()); at++) {
    const field = texts.nth(at);
    const path = await field.evaluate((element) => element.closest('[data-path]')?.getAttribute('data-path') ?? '');
    const name = (await field.getAttribute('aria-label')) ?? '';
    const kind = [type, id in conditions ? id : '', path.replace(/\d+/g, 'N'), name].filter(Boolean).join(' ');
    // The name of a pair or of a property, and the saved value of an option, are no text of their own.
    if (typed.has(kind) || /^(Name|Saved value of) /.test(name) || path === 'output' || !(await field.isEditable()))
      continue;
    // JSON with a letter behind it is none, and is kept in its field.
    if (isJson(await field.inputValue())) continue;
    const before = await config();
    await field.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('1');
    let found: ReturnType<typeof changes> = [];
    const arrives = async () => (found = changes({ before, after: await config() })).length;
    // What begins a row of a list is one when it is left.
    if (!(await comes(arrives))) await page.keyboard.press('Tab');
    await expect.poll(arrives, { timeout: 5_000, message: kind }).toBeGreaterThan(0);
    const [only, ...more] = found;
    const isWhatWasTyped = more.length === 0 && `${only?.from ?? ''}1` === String(only?.to);
    typed.set(kind, isWhatWasTyped ? 'as typed' : found);
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** Whether something differs within two seconds, which edits take to be saved many times over. */
async function comes(arrives: () => Promise<number>): Promise<boolean> {
  const until = performance.now() + 2_000;
  while (performance.now() < until) {
    if ((await arrives()) > 0) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

test('a letter typed into any text of any form changes that text alone', async () => {
  const starter = starterDocument({ key: 'shapes', name: 'Shapes' });
  const flows: FlowDocument[] = [
    {
      ...starter,
      nodes: [...starter.nodes, ...shapes],
      variables: ['a', 'b', 'c'].map((key) => ({ key, type: 'string' as const, default: '' })),
    },
    ...[demo, ...flowTemplates.filter(({ key }) => long || sample.includes(key))].map(
      (template) => templateIn({ template, language: 'en' }).document,
    ),
  ];
  for (const document of flows) {
    // Each is found by its id.
    const nodes = document.nodes.map((node) => ({ ...node, label: node.id }));
    const flow = { ...document, nodes, key: `again-${document.key}` };
    await studio.makeFlow(flow);
    await page.goto(`${studio.patchbay.url}/flows/${flow.key}`);
    await expect(page.locator('.pb-node').first()).toBeVisible();
    for (const node of flow.nodes) {
      await editor.goTo(node.id);
      const more = form().locator('[aria-expanded="false"]:not([data-list-head], [aria-haspopup])');
      while ((await more.count()) > 0) await more.first().click();
      await typeIntoAll({ flow: flow.key, node });
      const heads = form().locator('[data-list-head]');
      for (let at = 0; at < (await heads.count()); at++) {
        if ((await heads.nth(at).getAttribute('aria-expanded')) === 'false') await heads.nth(at).click();
        await typeIntoAll({ flow: flow.key, node });
      }
    }
  }
  console.log(`${typed.size} kinds of fields were typed into.`);
  expect(typed.size).toBeGreaterThan(60);
  expect([...typed].filter(([, found]) => found !== 'as typed')).toEqual([]);
});
