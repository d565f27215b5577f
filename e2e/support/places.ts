import type { Locator, Page } from '@playwright/test';

// Places of the editor, for stories with more than one page.

/** The card of a node. */
export function card(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
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
