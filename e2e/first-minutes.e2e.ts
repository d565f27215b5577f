import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { adminVariables } from './support/administrator.ts';
import { signInColleague } from './support/colleague.ts';
import { faultsOf, settle } from './support/look-at.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// The studio before anything is known: its language, the tour, the gallery, and a screen that cannot be fetched.

let patchbay: Patchbay;
let context: BrowserContext;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  patchbay = await startPatchbay({ env: adminVariables });
  context = await browser.newContext({ locale: 'de-AT', reducedMotion: 'reduce' });
  page = await context.newPage();
});

test.afterAll(async () => {
  await context.close();
  expect(await patchbay.stop()).toBe(0);
});

test('speaks the language of the browser, then the one that was chosen, in whichever browser', async ({ browser }) => {
  await page.goto(patchbay.url);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await signIn(page);
  await expect(page.getByRole('heading', { name: 'Abläufe', exact: true })).toBeVisible();
  await expect(page).toHaveTitle('Abläufe – Patchbay');

  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Flows', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  const elsewhere = await browser.newContext({ locale: 'de-DE' });
  const other = await elsewhere.newPage();
  await other.goto(patchbay.url);
  await expect(other.locator('html')).toHaveAttribute('lang', 'de');
  await signIn(other);
  await expect(other.getByRole('heading', { name: 'Flows', exact: true })).toBeVisible();
  await elsewhere.close();
});

test('a tour by keys alone: to its end, not offered again, and begun again from the help', async () => {
  await page.reload();
  const invitation = page.getByRole('complementary', { name: 'New here?' });
  await invitation.getByRole('button', { name: 'Take the tour' }).focus();
  await page.keyboard.press('Enter');
  const tour = page.getByRole('dialog');
  await expect(tour.getByRole('heading', { name: 'Your flows' })).toBeFocused();
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);

  const titles = ['Begin with a template', 'Add nodes', 'Draw the paths', 'Fill in the form', 'Try it', 'Publish'];
  for (const title of [...titles, 'Connect your systems', 'See what was said']) {
    await tour.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await expect(tour.getByRole('heading', { name: title, exact: true })).toBeFocused();
    await expect(page.locator('.pb-tour-ring')).toBeVisible();
    const box = await tour.boundingBox();
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280 && box.y + box.height <= 720).toBe(true);
  }
  await tour.getByRole('button', { name: 'Done' }).focus();
  const kept = page.waitForResponse((response) => response.url().endsWith('/preferences'));
  await page.keyboard.press('Enter');
  await expect(tour).toHaveCount(0);
  await kept;

  await page.goto(`${patchbay.url}/flows`);
  await expect(page.getByRole('heading', { name: 'Flows', exact: true })).toBeVisible();
  await expect(invitation).toHaveCount(0);
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take the tour' }).click();
  await expect(tour.getByRole('heading', { name: 'Your flows' })).toBeFocused();
  // The page under it stays in use.
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(tour).toBeVisible();
  await tour.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeFocused();
});

test('a tour that is ended in the editor leaves the keyboard there, and one begun again there begins at its beginning', async () => {
  await page.goto(`${patchbay.url}/flows`);
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take the tour' }).click();
  const tour = page.getByRole('dialog');
  for (const title of ['Begin with a template', 'Add nodes']) {
    await tour.getByRole('button', { name: 'Next' }).click();
    await expect(tour.getByRole('heading', { name: title, exact: true })).toBeFocused();
  }
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tour).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Try it' })).toBeFocused();
  await page.keyboard.press('Control+k');
  await tour.getByRole('combobox').fill('take the tour');
  await page.keyboard.press('Enter');
  await expect(tour.getByRole('heading', { name: 'Your flows' })).toBeFocused();
  await page.keyboard.press('Escape');
});

test('a tour leads nobody to what is not open to their role, and is not offered to who makes no flows', async ({
  browser,
}) => {
  const viewer = await signInColleague({ browser, page, patchbay, name: 'Vera', role: 'viewer' });
  await expect(viewer.page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0);
  await viewer.page.getByRole('button', { name: 'Help', exact: true }).click();
  await viewer.page.getByRole('menuitem', { name: 'Take the tour' }).click();
  await expect(viewer.page.getByRole('dialog').getByText('1 of 1')).toBeVisible();
  await viewer.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await viewer.context.close();
});

test('every template shows a picture in words, what it needs, and the conversations that it was tested with', async () => {
  await page.goto(`${patchbay.url}/templates`);
  const cards = page.getByRole('article');
  await expect(cards).toHaveCount(11);
  for (const card of await cards.all()) {
    await expect(card.getByRole('img', { name: /^The flow from top to bottom: .+, / })).toBeVisible();
    await expect(card.getByText(/^(Works at once|Needs: .+)$/).first()).toBeVisible();
  }
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Look inside: VPN does not connect' }).click();
  const dialog = page.getByRole('dialog');
  const talk = dialog.getByRole('region', { name: 'Conversation' });
  // From its beginning, as a chat page shows it.
  await expect(talk.getByText('Let us get your VPN working again.')).toBeInViewport();
  await dialog.getByRole('combobox', { name: 'Conversation' }).click();
  await page.getByRole('option', { name: 'Nothing helps: a summary' }).click();
  await expect(talk.getByText(/Tried without success: internet checked, VPN app restarted/)).toBeAttached();
  await expect(talk.getByText('I have not sent it.')).toBeAttached();
  await settle(page);
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use this' }).click();
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
});

test('a flow made of a template is in the language of the studio, and passes its tests in one click', async () => {
  await page.goto(`${patchbay.url}/templates`);
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  // On a tablet, cards are narrow: their buttons stand below each other rather than being cut.
  for (const width of [768, 820]) {
    await page.setViewportSize({ width, height: 1000 });
    await settle(page);
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: 'Verwenden: Ist etwas gestört?' }).click();
  await expect(page.locator('.react-flow__node').filter({ hasText: 'Statusseite lesen' })).toBeVisible();
  await page.getByRole('button', { name: 'Ausprobieren' }).click();
  await page.locator('.pb-preview').getByText('Tests', { exact: true }).click();
  await page.getByRole('button', { name: 'Alle ausführen' }).click();
  await expect(page.getByText('3 von 3 Testfällen bestanden.').first()).toBeVisible();
  await page.goto(`${patchbay.url}/templates`);
  await page.getByRole('button', { name: 'Sprache' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
});

test('a screen that cannot be fetched says so in its place, and comes when it is tried again', async () => {
  await page.route('**/assets/connections-page-*.js', (route) => route.abort());
  await page.goto(`${patchbay.url}/flows`);
  await page.getByRole('link', { name: 'Connections' }).click();
  await expect(page.getByText('This could not be loaded')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Flows' })).toBeVisible();
  await page.unroute('**/assets/connections-page-*.js');
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('heading', { name: 'Connections', exact: true })).toBeVisible();
});

async function signIn(on: Page): Promise<void> {
  await on.getByLabel(/^E-[Mm]ail/).fill(adminVariables.PATCHBAY_ADMIN_EMAIL);
  await on.locator('input[type="password"]').fill(adminVariables.PATCHBAY_ADMIN_PASSWORD);
  await on.keyboard.press('Enter');
}
