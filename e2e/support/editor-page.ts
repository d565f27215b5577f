import { expect, type Locator, type Page } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import type { Studio } from './studio.ts';

const MOST_TABS = 60;

/** The editor of a flow in a browser, as a hand and an eye use it. */
export class EditorPage {
  readonly #page: Page;
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#page = studio.page;
    this.#studio = studio;
  }

  /** A new flow, with those of its nodes that are wanted. */
  async open(key: string, only?: string[]): Promise<void> {
    const starter = starterDocument({ key, name: `By ${key}` });
    const nodes = starter.nodes.filter((node) => only?.includes(node.id) ?? true);
    await this.#studio.makeFlow({ ...starter, nodes, ...(only ? { edges: [], layout: {} } : {}) });
    await this.#page.goto(`${this.#studio.patchbay.url}/flows/${key}`);
    await expect(this.card(nodes.at(-1)!.id)).toBeVisible();
  }

  /** Goes to a node by its id, as the keyboard does; its form is shown then. */
  async goTo(id: string): Promise<void> {
    const page = this.#page;
    await page.locator('.react-flow').focus();
    await page.keyboard.press('g');
    await page.keyboard.type(id);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.pb-side').getByRole('textbox', { name: 'Id', exact: true })).toHaveValue(id);
  }

  card(id: string): Locator {
    return this.#page.locator(`.react-flow__node[data-id="${id}"]`);
  }

  port(id: string, name: string): Locator {
    return this.card(id).locator(`.react-flow__handle[data-handleid="${name}"]`);
  }

  /** Goes on with Tab until something has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    const here = () => target.evaluate((element) => element === document.activeElement);
    for (let tabs = 0; tabs < MOST_TABS && !(await here()); tabs++) await this.#page.keyboard.press(key);
    await expect(target).toBeFocused();
  }

  /** Where something is once it moves no more. */
  async still(target: Locator) {
    const box = () => target.boundingBox();
    await expect
      .poll(async () => {
        const before = await box();
        await this.#page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        return JSON.stringify(before) === JSON.stringify(await box());
      })
      .toBe(true);
    return (await box())!;
  }

  async drag({ from, to }: { from: Locator; to: { x: number; y: number } }): Promise<void> {
    const { mouse } = this.#page;
    const box = (await from.boundingBox())!;
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(to.x - 10, to.y, { steps: 6 });
    await mouse.move(to.x, to.y, { steps: 3 });
    await mouse.up();
  }
}
