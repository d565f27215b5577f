/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import { Escapes } from './support/escapes.ts';
import { account, Author, freshDatabase, HOSTILE_TEXTS, labelled, named, sayer } from './support/hostile-texts.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// The same texts in every view of the studio that shows what others wrote. `npm test` takes a sample, `npm run test:long` the whole corpus.

const long = process.env.PATCHBAY_TEST_LONG === '1';
/** Of one flow: few enough for the canvas to draw every card and note, whatever is in view. */
const CHUNK = 48;
const SAMPLE = 10;

/** Most texts name what they would call; the others would send or load something. By it a test sees that they are shown. */
const isMarked = (text: string) => text.includes('pwn');

/** A part of the corpus that depends on the seed of this run: every so many-th text, from another one each time. */
function sample(): string[] {
  const marked = HOSTILE_TEXTS.filter(isMarked);
  const step = Math.floor(marked.length / SAMPLE);
  const from = Number(process.env.PATCHBAY_TEST_SEED ?? 0) % step;
  return Array.from({ length: SAMPLE }, (_, index) => marked[from + index * step]!);
}

const texts = long ? HOSTILE_TEXTS : sample();
const chunks = Array.from({ length: Math.ceil(texts.length / CHUNK) }, (_, index) =>
  texts.slice(index * CHUNK, (index + 1) * CHUNK),
);

const colleague = 'colleague@example.com';

async function write(patchbay: Patchbay): Promise<void> {
  const author = await Author.of(patchbay);
  await author.send('POST', '/members', {
    email: colleague,
    name: named(texts.filter(isMarked).find((text) => named(text) !== '')!),
    role: 'editor',
    password: account.password,
  });
  const other = await Author.of(patchbay, colleague);
  for (const [index, chunk] of chunks.entries()) {
    const key = `sayer-${index}`;
    await author.send('POST', '/flows', sayer(key, chunk));
    await author.send('POST', `/flows/${key}/publish`, { note: chunk.join('\n').slice(0, 2000) });
    const notes = chunk.map((text, at) => ({
      id: `n${at}`,
      text,
      x: (at % 8) * 260,
      y: -140 * (1 + Math.floor(at / 8)),
    }));
    await author.send('PUT', `/flows/${key}/draft`, { ...sayer(key, chunk), notes }, { 'if-match': '"1"' });
    // As templates, in conditions, as ids of types: what does not parse is told of in problems.
    const faulty = chunk.map((text, at) => ({
      id: `f${at}`,
      type: at % 3 === 0 ? text.slice(0, 60) || 'x' : 'message',
      label: labelled(text),
      config: { text: `{{ ${text} | ${text}`, [text.slice(0, 40) || 'x']: text },
    }));
    for (const [at, text] of chunk.entries()) {
      if (text.trim() === '') continue;
      await other.send('POST', `/flows/${key}/comments`, { nodeId: `m${at}`, body: text, mentions: [author.id] });
      if (at < 8)
        await author.send('POST', `/flows/${key}/tests`, {
          name: labelled(text),
          turns: [
            { act: 'open', expect: [text] },
            { act: 'say', text, expect: [text], path: ['ask'] },
          ],
          pins: {},
          live: false,
        });
    }
    await author.send('POST', '/flows', {
      ...sayer(`pinned-${index}`, chunk.slice(0, 1)),
      nodes: [
        { id: 'start', type: 'start', config: {} },
        { id: 'call', type: 'http', config: { method: 'GET', url: 'https://elsewhere.example/' } },
        { id: 'tell', type: 'message', config: { text: '{{ nodes.call.body | json }}' } },
      ],
      edges: [
        { from: 'start', port: 'next', to: 'call' },
        { from: 'call', port: 'next', to: 'tell' },
      ],
      layout: {},
    });
    const value = { status: 200, headers: {}, body: { [labelled(chunk[0]!)]: chunk } };
    await author.send('PUT', `/flows/pinned-${index}/pins/call`, { outlet: 'next', value });
    await author.send('POST', '/flows', {
      ...sayer(`faulty-${index}`, chunk.slice(0, 1)),
      nodes: [{ id: 'start', type: 'start', config: {} }, ...faulty],
      edges: [],
      layout: {},
    });
  }
  for (const [index, text] of texts.entries()) {
    await author.send('POST', '/flows', {
      format: 'patchbay.flow/1',
      key: `named-${index}`,
      name: labelled(text),
      description: text,
      nodes: [{ id: 'start', type: 'start' }],
      edges: [],
    });
    await author.send('PUT', `/variables/v${index}`, { value: text });
    if (named(text)) await author.send('POST', '/api-keys', { name: named(text), role: 'viewer' });
    if (index < 40 && named(text))
      await author.send('POST', '/members', {
        email: `m${index}@example.com`,
        name: named(text),
        role: 'viewer',
        password: account.password,
      });
    if (index < 40)
      await author.send('POST', '/connections', {
        key: `c${index}`,
        kind: 'openai',
        config: { model: text.slice(0, 200) || 'm', baseUrl: 'https://models.example.com' },
        secrets: {},
      });
  }
}

/** Conversations in which a user wrote every text. */
async function talk(patchbay: Patchbay): Promise<void> {
  for (const [index, chunk] of chunks.entries()) {
    const base = `${patchbay.url}/api/chat/sayer-${index}/conversations`;
    const opened = await fetch(base, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(opened.status).toBe(201);
    const { conversation } = (await opened.json()) as { conversation: { id: string; token: string } };
    for (const [at, text] of chunk.entries()) {
      const said = await fetch(`${base}/${conversation.id}/turns`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${conversation.token}`,
          'idempotency-key': `said-${index}-${at}-of-this-test`,
          accept: 'application/json',
        },
        body: JSON.stringify({ text }),
      });
      expect([at, said.status]).toEqual([at, 200]);
      await said.text();
    }
  }
}

async function signIn(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
}

/** How often the mark of the payloads stands in what a part of the page holds, shown or clipped. */
async function marks(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluateAll(
    (all) =>
      all
        .map((one) => one.textContent ?? '')
        .join()
        .split('pwn').length - 1,
  );
}

test('hostile texts in every view of the studio: no script runs, nothing is asked of another origin', async ({
  browser,
}) => {
  if (long) test.setTimeout(3_000_000);
  const patchbay = await startPatchbay({
    env: {
      ...(await freshDatabase()),
      PATCHBAY_ADMIN_EMAIL: account.email,
      PATCHBAY_ADMIN_PASSWORD: account.password,
      PATCHBAY_RATE_LIMITS: 'off',
    },
  });
  const context = await browser.newContext({ viewport: { width: 1500, height: 950 }, locale: 'en-US' });
  const escapes = new Escapes();
  const page = await context.newPage();
  const walked: string[] = [];
  const view = async (name: string, work: () => Promise<void>) => {
    escapes.where = name;
    walked.push(name);
    await test.step(name, work);
  };
  try {
    await test.step('texts are put wherever somebody can write', async () => {
      await write(patchbay);
      await talk(patchbay);
    });
    await escapes.watch(context, patchbay.url);
    await view('list of flows', async () => {
      await signIn(page, patchbay.url, account.email);
      await expect.poll(() => marks(page, 'main')).toBeGreaterThan(SAMPLE / 2);
    });
    for (const [index, chunk] of chunks.entries()) {
      const few = chunk.filter(isMarked).length / 2;
      await view(`canvas and notes ${index}`, async () => {
        await page.goto(`${patchbay.url}/flows/sayer-${index}`);
        await expect.poll(() => page.locator('.react-flow__node').count()).toBeGreaterThan(2 * chunk.length);
        await expect.poll(() => marks(page, '.react-flow')).toBeGreaterThan(2 * few);
      });
      await view(`preview ${index}`, async () => {
        await page.getByRole('tab', { name: 'Preview' }).click();
        await expect(page.locator('.pb-preview .pb-message.pb-bot')).toHaveCount(chunk.length + 1);
        expect(await marks(page, '.pb-preview')).toBeGreaterThan(few);
      });
      await view(`steps ${index}`, async () => {
        await page
          .locator('.pb-preview')
          .getByText(/^Steps/)
          .click();
        const steps = page.locator('.pb-preview').getByRole('list', { name: 'Steps' });
        await expect.poll(() => steps.locator('button.pb-problem').count()).toBeGreaterThan(chunk.length);
        // Those that open a step; what is opened has buttons of its own.
        const buttons = steps.locator('button.pb-problem');
        for (let at = 0; at < Math.min(await buttons.count(), long ? 60 : 12); at++) await buttons.nth(at).click();
        expect(await marks(page, '.pb-preview')).toBeGreaterThan(5);
      });
      await view(`variables of the test ${index}`, async () => {
        await page
          .locator('.pb-preview')
          .getByText(/^Variables/)
          .click();
        await expect.poll(() => marks(page, '.pb-preview')).toBeGreaterThan(few);
      });
      await view(`inspector ${index}`, async () => {
        for (let at = 0; at < chunk.length; at += long ? 1 : 4) {
          await page.keyboard.press('Escape');
          await page.locator(`.react-flow__node[data-id="m${at}"]`).dispatchEvent('click');
          await page.getByRole('tab', { name: 'Node' }).click();
          await expect(page.getByRole('textbox', { name: 'Text' }).first()).toBeVisible();
        }
      });
      await view(`palette of commands ${index}`, async () => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox', { name: 'Commands, nodes and flows' }).fill('pwn');
        await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(few);
        await page.keyboard.press('Escape');
      });
      await view(`history ${index}`, async () => {
        await page.locator('.react-flow__node[data-id="m1"]').dispatchEvent('click');
        await page.locator('.react-flow__pane').press('Control+d');
        await page.keyboard.press('Control+Shift+H');
        await expect(page.getByRole('dialog').locator('.pb-history li').first()).toBeVisible();
        await page.keyboard.press('Escape');
      });
      await view(`outline ${index}`, async () => {
        await page.getByRole('button', { name: /^Outline/ }).click();
        await expect.poll(() => page.getByRole('treeitem').count()).toBeGreaterThan(few);
        await expect.poll(() => marks(page, '[role="tree"]')).toBeGreaterThan(5);
      });
      await view(`versions and their differences ${index}`, async () => {
        await page.getByRole('button', { name: 'More', exact: true }).click();
        await page.getByRole('menuitem', { name: 'Versions' }).click();
        await page.getByRole('button', { name: 'Compare with the draft' }).first().click();
        await expect.poll(() => page.getByText('Added a note').count()).toBeGreaterThanOrEqual(chunk.length);
      });
      await view(`comments ${index}`, async () => {
        await page.goto(`${patchbay.url}/flows/sayer-${index}`);
        await page.getByRole('tab', { name: /^Comments/ }).click();
        await expect.poll(() => marks(page, '.pb-comment-text')).toBeGreaterThan(few);
        // No text makes the panel wider than it is.
        const area = page.locator('.mantine-ScrollArea-viewport').filter({ has: page.locator('.pb-comment-text') });
        await expect(area).toHaveCount(1);
        expect(await area.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
      });
      await view(`test cases ${index}`, async () => {
        await page.getByRole('tab', { name: 'Preview' }).click();
        await page.locator('.pb-preview label').filter({ hasText: 'Tests' }).click();
        await page.getByRole('button', { name: 'Run all' }).click();
        await expect(page.getByText(/test cases? passed/)).toBeVisible();
        await expect.poll(() => marks(page, '.pb-preview')).toBeGreaterThan(2);
      });
      await view(`what is pinned ${index}`, async () => {
        await page.goto(`${patchbay.url}/flows/pinned-${index}`);
        await page.getByRole('tab', { name: 'Preview' }).click();
        await expect.poll(() => marks(page, '.pb-preview')).toBeGreaterThan(few);
        await page.locator('.react-flow__node[data-id="call"]').dispatchEvent('click');
        await page.locator('.react-flow').press('p');
        const pinned = page.getByRole('dialog').getByRole('textbox', { name: 'Output' });
        await expect(pinned).toHaveValue(/pwn/);
        await page.keyboard.press('Escape');
      });
      await view(`problems, and cards of what is faulty ${index}`, async () => {
        await page.goto(`${patchbay.url}/flows/faulty-${index}`);
        await page.getByRole('tab', { name: /Problems/ }).click();
        await expect.poll(() => marks(page, '.pb-problem')).toBeGreaterThan(few);
      });
    }
    await view('who else is here, and which field they edit', async () => {
      const there = await browser.newContext({ viewport: { width: 1500, height: 950 }, locale: 'en-US' });
      const them = await there.newPage();
      await signIn(them, patchbay.url, colleague);
      await them.goto(`${patchbay.url}/flows/sayer-0`);
      await page.goto(`${patchbay.url}/flows/sayer-0`);
      await them.locator('.react-flow__node[data-id="m1"]').dispatchEvent('click');
      await them.getByRole('textbox', { name: 'Text' }).first().focus();
      await page.locator('.react-flow__node[data-id="m1"]').dispatchEvent('click');
      await expect(page.locator('[data-held-by*="pwn"]')).toBeVisible();
      await expect.poll(() => marks(page, '.pb-other-selection')).toBeGreaterThan(0);
      await there.close();
    });
    for (const place of [
      'mentions',
      'connections',
      'conversations',
      'settings/variables',
      'settings/api-keys',
      'settings/audit',
      'settings/members',
      'settings/network',
    ])
      await view(place, async () => {
        await page.goto(`${patchbay.url}/${place}`);
        if (place === 'settings/network') await expect(page.getByRole('tabpanel')).toBeVisible();
        else if (place === 'connections') await expect(page.getByText('c0', { exact: true })).toBeVisible();
        else if (place === 'conversations') await expect(page.getByText(/sayer-0/).first()).toBeVisible();
        else await expect.poll(() => marks(page, 'main')).toBeGreaterThan(0);
      });
    for (const index of chunks.keys())
      await view(`the record of a conversation ${index}`, async () => {
        await page.goto(`${patchbay.url}/conversations`);
        await page
          .locator('main button')
          .filter({ hasText: `sayer-${index} ` })
          .first()
          .click();
        await expect(page.locator('.pb-transcript .pb-message').first()).toBeVisible();
        await expect.poll(() => marks(page, '.pb-transcript')).toBeGreaterThan(5);
      });
    console.log(
      `hostile texts: ${texts.length} in ${walked.length} views of the studio, ${escapes.ran.length} ran, ${escapes.foreign.length} foreign requests`,
    );
    expect(escapes.ran).toEqual([]);
    expect(escapes.foreign).toEqual([]);
    expect(escapes.refused).toEqual([]);
  } finally {
    await context.close();
    await patchbay.stop();
  }
});
