/// <reference lib="dom" />
import { expect, test } from '@playwright/test';
import { Escapes } from './support/escapes.ts';
import { account, Author, components, freshDatabase, HOSTILE_TEXTS, sayer } from './support/hostile-texts.ts';
import { startPatchbay } from './support/start-patchbay.ts';

// Texts that would run if anything took them for markup, on the chat page in a real browser. The studio's views are in hostile-studio.e2e.ts.

// Hundreds of texts a page: slow machines need their time.
/** A page shows that many messages at once. */
const CHUNK = 110;

test('hostile texts on the chat page: no script runs, nothing is asked of another origin', async ({ browser }) => {
  expect(HOSTILE_TEXTS.length).toBeGreaterThanOrEqual(150);
  const patchbay = await startPatchbay({
    env: {
      ...(await freshDatabase()),
      PATCHBAY_ADMIN_EMAIL: account.email,
      PATCHBAY_ADMIN_PASSWORD: account.password,
    },
  });
  const context = await browser.newContext({ viewport: { width: 1500, height: 950 }, locale: 'en-US' });
  const escapes = new Escapes();
  const texts = HOSTILE_TEXTS;
  const chunks = [texts.slice(0, CHUNK), texts.slice(CHUNK)];
  try {
    await test.step('the corpus is dangerous where markup is taken from it', async () => {
      const control = await browser.newContext();
      const seen = new Escapes();
      await seen.watch(control, patchbay.url);
      const page = await control.newPage();
      for (const text of texts.filter((one) => one.includes('<') && !/plaintext|http-equiv|<frameset/i.test(one)))
        await page.setContent(`<!doctype html><body>${text}</body>`, { waitUntil: 'commit' });
      await expect.poll(() => seen.ran.length).toBeGreaterThan(30);
      expect(seen.foreign.length).toBeGreaterThan(10);
      await control.close();
    });

    const author = await Author.of(patchbay);
    await test.step('texts are put wherever somebody can write', async () => {
      for (const [index, chunk] of chunks.entries()) {
        const key = `sayer-${index}`;
        await author.send('POST', '/flows', sayer(key, chunk));
        await author.send('POST', `/flows/${key}/publish`, { note: chunk.join('\n').slice(0, 2000) });
        for (const document of Object.values(components(`show-${index}`, chunk))) {
          const { key: shown } = document as { key: string };
          await author.send('POST', '/flows', document);
          await author.send('POST', `/flows/${shown}/publish`, {});
        }
      }
    });

    await escapes.watch(context, patchbay.url);
    const page = await context.newPage();
    const view = async (name: string, work: () => Promise<void>) => {
      escapes.where = name;
      await test.step(name, work);
    };

    for (const [index, chunk] of chunks.entries())
      await view(`chat page ${index}`, async () => {
        await page.goto(`${patchbay.url}/c/sayer-${index}`);
        await expect(page.locator('.pb-message.pb-bot')).toHaveCount(chunk.length + 1);
        for (const text of chunk.slice(0, 6)) {
          await page.getByLabel('Write a message').fill(text.replaceAll('\n', ' '));
          await page.keyboard.press('Enter');
        }
        await page.waitForTimeout(300);
        // Links that are left lead where a link may lead, and open nothing that could reach back.
        const links = await page
          .locator('.pb-markdown a')
          .evaluateAll((all) =>
            all.map((one) => ({ href: (one as HTMLAnchorElement).href, rel: one.getAttribute('rel') ?? '' })),
          );
        expect(links.filter(({ href }) => !/^(https?|mailto|tel):/.test(href))).toEqual([]);
        expect(links.filter(({ rel }) => !/noopener/.test(rel))).toEqual([]);
        expect(
          await page.locator('.pb-conversation img, .pb-conversation iframe, .pb-conversation style').count(),
        ).toBe(0);
      });

    // As they are chosen here; what the server makes of a name is shown in the message.
    const named = texts.filter((text) => text.includes('<')).slice(0, 100);
    await view('names of files', async () => {
      await page.goto(`${patchbay.url}/c/sayer-0`);
      await page.getByRole('button', { name: 'Start over' }).click();
      for (let at = 0; at < 50; at += 10) {
        const files = named
          .slice(at, at + 10)
          .map((name) => ({ name, mimeType: 'text/html', buffer: Buffer.from(`${name} `) }));
        await page.locator('input[type="file"]').setInputFiles(files);
        await expect(page.locator('.pb-chip')).toHaveCount(10);
        await expect(page.locator('.pb-chip[aria-busy="true"]')).toHaveCount(0);
        // What holds an SVG is refused, in words that hold its name.
        for (const left of await page.locator('.pb-not-taken .pb-remove').all()) await left.first().click();
        await page.getByLabel('Write a message').press('Enter');
        await expect(page.locator('.pb-chip')).toHaveCount(0);
      }
      await expect.poll(() => page.locator('.pb-log .pb-file').count()).toBeGreaterThanOrEqual(25);
    });

    for (const [index, chunk] of chunks.entries())
      for (const component of Object.keys(components('', chunk)))
        await view(`${component} ${index}`, async () => {
          await page.goto(`${patchbay.url}/c/show-${index}-${component}`);
          const shown = page.locator('.pb-component');
          await expect(shown).toBeVisible();
          const options = page.locator('.pb-component option');
          if (component === 'form') await expect(page.locator('.pb-field')).toHaveCount(Math.min(chunk.length, 90) + 2);
          if (component === 'table') await expect(page.locator('.pb-component tr')).toHaveCount(chunk.length + 1);
          if (component === 'dropdown') await expect.poll(() => options.count()).toBeGreaterThanOrEqual(chunk.length);
          expect(await page.locator('.pb-conversation').textContent()).toContain(chunk[0]!.slice(0, 10));
        });

    expect(escapes.ran).toEqual([]);
    expect(escapes.foreign).toEqual([]);
    expect(escapes.refused).toEqual([]);
  } finally {
    await context.close();
    await patchbay.stop();
  }
});
