import { expect, type Locator, type Page } from '@playwright/test';

// Places of the editor, for stories with more than one page.

/** The card of a node. */
export function card(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

/** Clicks on a card, until its form is what is seen beside: it is drawn a moment later, and who writes at once would write into the one before it. */
export async function openForm(card: Locator): Promise<void> {
  const id = await card.getAttribute('data-id');
  await card.click();
  await expect(card.page().locator(`[data-form-of="${id}"]`)).toBeVisible();
}

export function canvas(page: Page): Locator {
  return page.locator('.react-flow');
}

/** Who else has the flow open. */
export function people(page: Page): Locator {
  return page.getByRole('list', { name: 'Also here' });
}

/** What a message says, in its form. */
export function text(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Text' });
}
