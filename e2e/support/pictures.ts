import type { Page } from '@playwright/test';

/** Screenshots for whoever wants to look, into the folder `PATCHBAY_LOOK`: wide and narrow, light and dark. */
export async function takePictures({ page, name }: { page: Page; name: string }): Promise<void> {
  const folder = process.env.PATCHBAY_LOOK;
  if (folder === undefined) return;
  for (const [size, width, height] of [
    ['wide', 1440, 900],
    ['narrow', 460, 900],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      if (size === 'narrow') {
        const hide = page.getByRole('button', { name: 'Hide the nodes' });
        if ((await page.getByRole('dialog').count()) === 0 && (await hide.isVisible())) await hide.click();
      }
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` });
    }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}
