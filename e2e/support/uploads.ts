import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

// Files of a message, as who is on a chat page attaches, sees and saves them.

export const chips = (page: Page) => page.locator('.pb-attached > li');
export const typed = (page: Page) => page.getByRole('textbox');
export const sent = (page: Page) => page.locator('.pb-log .pb-user');
export const saving = (page: Page, name: string) => page.locator('.pb-log').getByRole('button', { name: `${name} ` });

export async function attach(
  page: Page,
  ...given: { name: string; mimeType?: string; buffer: Buffer }[]
): Promise<void> {
  const all = given.map((file) => ({ mimeType: 'application/octet-stream', ...file }));
  await page.locator('input[type="file"]').setInputFiles(all);
}

/** Of as many as are attached, none is on its way any more. */
export async function attached(page: Page, count: number): Promise<void> {
  await expect(chips(page)).toHaveCount(count);
  await expect(page.locator('.pb-chip[aria-busy="true"]')).toHaveCount(0);
}

export async function saved(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  const download = page.waitForEvent('download');
  await saving(page, name).click();
  const file = await download;
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

/** Drags files from outside of the browser over the conversation; gives what lets go of them there. */
export async function dragOver(page: Page, files: string[]): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const { x, y, width, height } = (await page.locator('.pb-list').boundingBox())!;
  const at = { x: x + width / 2, y: y + height / 2, data: { items: [], files, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver'] as const) await session.send('Input.dispatchDragEvent', { type, ...at });
  return async () => {
    await session.send('Input.dispatchDragEvent', { type: 'drop', ...at });
  };
}
