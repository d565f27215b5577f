import type { Page } from '@playwright/test';

export interface InputCount {
  clicks: number;
  keys: number;
}

/** Counts what a person does: each press of a button of the mouse, so a drag is one, and each key, so a text is as many as its letters. What the test fills in without keys is not seen. */
export async function countInput({ page, during }: { page: Page; during(): Promise<void> }): Promise<InputCount> {
  await page.evaluate(() => {
    const count = { clicks: 0, keys: 0 };
    Reflect.set(window, 'pbInput', count);
    window.addEventListener('pointerdown', () => count.clicks++, true);
    window.addEventListener(
      'keydown',
      ({ key }) => {
        if (!['Shift', 'Control', 'Alt', 'Meta'].includes(key)) count.keys++;
      },
      true,
    );
  });
  await during();
  return page.evaluate((): InputCount => Reflect.get(window, 'pbInput'));
}
