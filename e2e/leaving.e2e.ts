import { expect, type Page, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { signIn, signInColleague } from './support/colleague.ts';
import { EditorPage } from './support/editor-page.ts';
import { faultsOf, settle } from './support/look-at.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// Who leaves the editor with an edit on its way finds it made once; what cannot be saved stays theirs.

let studio: Studio;
let page: Page;
let editor: EditorPage;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

const ways: Record<string, () => Promise<void>> = {
  async 'a link, and back'() {
    await page.getByRole('link', { name: 'All flows' }).click();
    await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
    await page.goBack();
  },
  async 'a reload'() {
    await page.reload();
  },
  async 'another address, and back'() {
    await page.goto(`${studio.patchbay.url}/connections`);
    await page.goBack();
  },
};

test('who leaves the editor while a subflow is made leaves no flow behind, and nothing is claimed', async () => {
  await editor.open('unmade');
  await page.goto(`${studio.patchbay.url}/flows`);
  await page.getByRole('link', { name: 'By unmade' }).click();
  await openForm(editor.card('hello'));
  await page.locator('.react-flow').focus();
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Never wanted');
  let pass = () => {};
  const passing = new Promise<void>((resolve) => (pass = resolve));
  await page.route(/\/flows$/, async (route) => {
    if (route.request().method() === 'POST') await passing;
    await route.continue();
  });
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.keyboard.press('Enter');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  pass();
  expect(new URL((await deleted).url()).pathname).toMatch(/\/flows\/never-wanted$/);
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('link', { name: 'Never wanted' })).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await studio.draft('unmade')).nodes.map(({ id }) => id)).toEqual(['start', 'hello']);
  expect(studio.faults).toEqual([]);
});

for (const [index, [how, leave]] of Object.entries(ways).entries())
  test(`what is made right before one leaves by ${how}, is there once and is taken back by one step`, async () => {
    const key = `left-${index}`;
    const ids = async () => (await studio.draft(key)).nodes.map(({ id }) => id);
    await editor.open(key);
    await openForm(editor.card('hello'));
    await page.keyboard.press('Control+d');
    await leave();
    await expect(editor.card('hello_2')).toBeVisible();
    await expect.poll(ids).toEqual(['start', 'hello', 'hello_2']);
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(3);
    await page.locator('.react-flow').focus();
    await page.keyboard.press('Control+z');
    await expect(editor.card('hello_2')).toHaveCount(0);
    await expect.poll(ids).toEqual(['start', 'hello']);
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    expect(studio.faults).toEqual([]);
  });

test('what one has typed and not left yet is there after one left: a node’s id, a variable’s name, and what is no JSON yet, also under another name of its node', async () => {
  const parts = starterDocument({ key: 'typed', name: 'Typed' });
  const body = { type: 'json', value: {} };
  const call = { id: 'call', type: 'http', config: { method: 'POST', url: 'https://example.com', body } };
  await studio.makeFlow({ ...parts, nodes: [...parts.nodes, call], variables: [{ key: 'city', type: 'string' }] });
  await page.goto(`${studio.patchbay.url}/flows`);
  await page.getByRole('link', { name: 'Typed' }).first().click();
  const names = async () => {
    const { nodes, variables = [] } = await studio.draft('typed');
    return [...nodes.map(({ id }) => id), ...variables.map(({ key }) => key)];
  };
  const id = page.getByRole('textbox', { name: 'Id', exact: true });
  const variable = page.locator('[data-path="variables.0"]').getByRole('textbox', { name: 'Name' });

  await openForm(editor.card('call'));
  const value = page.locator('.pb-side [data-path="body"]').getByLabel('Value', { exact: true });
  await value.fill('{"a": ');
  await id.fill('ask');
  await page.reload();
  await expect.poll(names).toEqual(['start', 'hello', 'ask', 'city']);
  await openForm(editor.card('ask'));
  await expect(value).toHaveValue('{"a": ');
  await id.fill('post');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  await expect.poll(names).toEqual(['start', 'hello', 'post', 'city']);
  await page.goForward();
  await openForm(editor.card('post'));
  await expect(value).toHaveValue('{"a": ');
  await value.fill('{"a": 1}');
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
  await variable.fill('town');
  await page.reload();
  await expect.poll(names).toEqual(['start', 'hello', 'post', 'town']);
  await variable.fill('place');
  await page.goBack();
  await expect.poll(names).toEqual(['start', 'hello', 'post', 'place']);
  expect(studio.faults).toEqual([]);
});

test('who signs out with changes that cannot be saved is asked; another person in the same tab leaves them, and they are saved when one is back', async ({
  browser,
}) => {
  const { patchbay, administer } = studio;
  await studio.makeFlow(starterDocument({ key: 'unsaved', name: 'Not saved' }));
  const cara = { email: 'cara@example.com', name: 'Cara', role: 'editor', password: 'correct horse battery' };
  expect((await administer('POST', '/members', cara)).status).toBe(201);
  const { context, page: tab } = await signInColleague({ browser, page, patchbay, name: 'Bob' });
  const cut = await cutDraft(tab);
  const hello = tab.locator('.react-flow__node[data-id="hello"]');
  const label = tab.getByLabel('Name on the canvas');
  const write = async (text: string) => {
    await tab.getByRole('link', { name: 'Not saved' }).first().click();
    await hello.click();
    await label.fill(text);
    await expect(tab.getByRole('status').filter({ hasText: 'kept here' })).toBeVisible();
    await tab.getByRole('link', { name: 'All flows' }).click();
    await tab.getByRole('button', { name: 'Account' }).click();
    await tab.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  const asked = tab.getByRole('dialog', { name: 'Not all of your changes are saved' });
  await write('Bob’s');
  await expect(asked).toContainText(/Not saved: [1-9]\d* changes? (is|are) not saved yet/);
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await settle(tab);
  expect(await faultsOf(tab)).toEqual([]);
  await tab.keyboard.press('Enter');
  await expect(asked).toHaveCount(0);
  await tab.getByRole('button', { name: 'Account' }).click();
  await tab.getByRole('menuitem', { name: 'Sign out' }).click();
  await asked.getByRole('button', { name: 'Sign out' }).click();

  await signIn({ page: tab, email: cara.email });
  await write('Cara’s');
  await asked.getByRole('button', { name: 'Sign out' }).click();
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await cut.end();
  await signIn({ page: tab, email: 'bob@example.com' });
  await tab.getByRole('link', { name: 'Not saved' }).first().click();
  await expect(hello).toContainText('Bob’s');
  const labels = async () => (await studio.draft('unsaved')).nodes.map((node) => node.label);
  await expect.poll(labels).toContain('Bob’s');
  // Saved as one signs out: nobody is asked.
  await tab.getByRole('link', { name: 'All flows' }).click();
  await tab.getByRole('button', { name: 'Account' }).click();
  await tab.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await context.close();
});

test('what is closed while it cannot be saved is there in the next tab at once', async () => {
  await studio.makeFlow(starterDocument({ key: 'closed', name: 'Closed' }));
  const first = await studio.context.newPage();
  await cutDraft(first);
  await first.goto(`${studio.patchbay.url}/flows/closed`);
  await first.locator('.react-flow__node[data-id="hello"]').click();
  await first.getByLabel('Name on the canvas').fill('Closed on it');
  await expect(first.getByRole('status').filter({ hasText: 'kept here' })).toBeVisible();
  await first.close({ runBeforeUnload: true });
  await expect.poll(() => first.isClosed()).toBe(true);
  const second = await studio.context.newPage();
  await second.goto(`${studio.patchbay.url}/flows/closed`);
  await expect(second.locator('.react-flow__node[data-id="hello"]')).toContainText('Closed on it');
  await expect
    .poll(async () => (await studio.draft('closed')).nodes.map((node) => node.label))
    .toContain('Closed on it');
  await second.close();
});

/** The page can be loaded, but nothing of a draft can be saved. */
async function cutDraft(tab: Page): Promise<{ end(): Promise<void> }> {
  const isSave = /\/draft\/(socket|operations)/;
  await tab.routeWebSocket(isSave, (socket) => socket.close());
  await tab.route(isSave, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  return { end: () => tab.unroute(isSave) };
}
