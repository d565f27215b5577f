import { randomBytes } from 'node:crypto';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { startTestPostgres, type TestPostgres } from '@patchbay/embedded-postgres';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { LoadBalancer } from '../tools/chaos/cluster/load-balancer.ts';
import { adminVariables, administerIn } from './support/administrator.ts';
import { signInColleague } from './support/colleague.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';
import { openForm } from './support/places.ts';

// Two replicas on one database behind a load balancer that knows nothing of sessions; one of them is killed in the end.

let database: TestPostgres;
let balancer: LoadBalancer;
let one: Patchbay;
let two: Patchbay;
let contexts: BrowserContext[];
let ada: Page;
let bob: Page;
let draft: () => Promise<FlowDocument>;

test.beforeAll(async ({ browser }) => {
  database = await startTestPostgres();
  const env = {
    ...adminVariables,
    DATABASE_URL: database.url,
    PATCHBAY_MASTER_KEY: randomBytes(32).toString('hex'),
  };
  one = await startPatchbay({ env });
  two = await startPatchbay({ env });
  balancer = await LoadBalancer.start();
  balancer.add({ name: 'one', port: portOf(one) });
  balancer.add({ name: 'two', port: portOf(two) });
  balancer.prefer('one');
  const url = `http://127.0.0.1:${balancer.port}`;
  const before = { ...one, url };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  ada = await context.newPage();
  await ada.goto(url);
  await ada.getByLabel('E-mail').fill(adminVariables.PATCHBAY_ADMIN_EMAIL);
  await ada.getByRole('textbox', { name: 'Password' }).fill(adminVariables.PATCHBAY_ADMIN_PASSWORD);
  await ada.getByRole('button', { name: 'Sign in' }).click();
  await expect(ada.getByRole('heading', { name: 'Flows' })).toBeVisible();
  const administer = administerIn({ context, patchbay: before });
  const starter = starterDocument({ key: 'shared', name: 'Shared' });
  const flow: FlowDocument = {
    ...starter,
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'ask', type: 'question', config: { text: 'What is wrong?', saveAs: 'said' } },
      { id: 'say', type: 'message', config: { text: 'You said {{ vars.said }}' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'say' },
      { from: 'say', port: 'next', to: 'ask' },
    ],
    layout: { start: { x: 0, y: 0 }, ask: { x: 320, y: 0 }, say: { x: 640, y: 0 } },
  };
  expect((await administer('POST', '/flows', flow)).status).toBe(201);
  draft = async () => (await administer('GET', '/flows/shared/draft')).body as FlowDocument;
  const colleague = await signInColleague({ browser, page: ada, patchbay: before, name: 'Bob' });
  bob = colleague.page;
  contexts = [context, colleague.context];
  await ada.goto(`${url}/flows/shared`);
  await expect(card(ada, 'say')).toBeVisible();
  moveTo('two');
  await bob.goto(`${url}/flows/shared`);
  await expect(card(bob, 'say')).toBeVisible();
});

test.afterAll(async () => {
  for (const context of contexts ?? []) await context.close();
  await balancer?.stop();
  await one?.stop('SIGKILL');
  await two?.stop();
  await database?.stop();
});

test('colleagues on different replicas see each other, and each other’s words as they are written', async () => {
  await expect(people(ada).getByRole('button', { name: 'Bob' })).toBeVisible();
  await expect(people(bob).getByRole('button')).toBeVisible();
  await openForm(card(ada, 'say'));
  await text(ada).fill('Ada heard {{ vars.said }}');
  await expect(card(bob, 'say')).toContainText('Ada heard');
  await openForm(card(bob, 'ask'));
  await question(bob).fill('Bob asks: what is wrong?');
  await expect(card(ada, 'ask')).toContainText('Bob asks');
  await expect(ada.locator('.pb-other-selection')).toHaveText('Bob');
});

test('a test goes on although its next calls come to the other replica, and begins anew when its own has died', async () => {
  moveTo('one');
  await ada.getByRole('button', { name: 'Try it' }).click();
  await expect(said(ada, 'Bob asks: what is wrong?')).toHaveCount(1);
  // Everything that Ada has open is cut, and comes back at the other one.
  balancer.remove({ port: portOf(one) });
  await say(ada, 'the printer');
  await expect(said(ada, 'Ada heard the printer')).toHaveCount(1);
  await show('Steps (5)');
  await expect(ada.getByRole('list', { name: 'Steps' }).getByText('the printer').first()).toBeVisible();
  await show('Chat');
  await say(ada, 'paper');
  await expect(said(ada, 'Ada heard paper')).toHaveCount(1);

  await one.stop('SIGKILL');
  await ada.getByRole('tab', { name: 'Node', exact: true }).click();
  await text(ada).fill('Ada goes on: {{ vars.said }}');
  await expect(card(bob, 'say')).toContainText('Ada goes on');
  await openForm(card(bob, 'ask'));
  await question(bob).fill('Bob goes on');
  await expect(card(ada, 'ask')).toContainText('Bob goes on');
  await expect.poll(async () => JSON.stringify((await draft()).nodes)).toContain('Ada goes on: {{ vars.said }}');
  await expect.poll(async () => JSON.stringify((await draft()).nodes)).toContain('Bob goes on');
  await ada.getByRole('tab', { name: 'Preview' }).click();
  await say(ada, 'anybody?');
  // It begins anew on the draft of now, and what was said is not lost.
  await expect(said(ada, 'Ada goes on: anybody?')).toHaveCount(1);
  await expect(said(ada, 'Ada heard paper')).toHaveCount(0);
  await expect(ada.getByText('Runs the draft.')).toBeVisible();
});

async function show(name: string): Promise<void> {
  await ada.locator('.pb-preview label').filter({ hasText: name }).click();
}

function moveTo(name: string): void {
  balancer.prefer(name);
}

function portOf({ url }: Patchbay): number {
  return Number(new URL(url).port);
}

async function say(page: Page, words: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill(words);
  await field.press('Enter');
}

function said(page: Page, words: string) {
  return page.locator('.pb-preview-view').getByText(words, { exact: true });
}

function card(page: Page, id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

function people(page: Page) {
  return page.getByRole('list', { name: 'Also here' });
}

function text(page: Page) {
  return page.getByRole('textbox', { name: 'Text' });
}

function question(page: Page) {
  return page.getByRole('textbox', { name: 'Question' });
}
