import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What axe holds against a page, or against a part of it: rule, place and how it begins, a line each. */
export async function axeViolations({ page, within = 'html' }: { page: Page; within?: string }): Promise<string[]> {
  await bringAxe(page);
  const { violations } = await new AxeBuilder({ page, axeSource: 'globalThis.axe || beginAxe();' })
    // Without it each look opens a page of its own; nothing here is in a frame of another origin.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .include(within)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `axe ${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
  );
}

const withAxe = new WeakSet<Page>();

// Sent for each look, and twice, as it comes along otherwise, it took longer than what it does.
async function bringAxe(page: Page): Promise<void> {
  if (withAxe.has(page)) return;
  withAxe.add(page);
  const begin = `globalThis.beginAxe = () => { ${axe.source} };`;
  await page.addInitScript(begin);
  await page.evaluate(begin);
}
