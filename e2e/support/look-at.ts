import { expect, type Page } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';

/** What is wrong with a screen as it stands: axe, texts that are cut off, and a page that is wider than its window. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await axeViolations({ page })), ...(await page.evaluate(cutTexts))];
}

/** Opens a screen and waits until nothing is loading on it any more. */
export async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"], .mantine-Loader-root, .mantine-Skeleton-root')).toHaveCount(0);
  // Axe would take a colour from the middle of a fade.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** Texts of a screen that are one of `untranslated`: what is seen, and what a screen reader says. */
export async function textsAmong({
  page,
  untranslated,
}: {
  page: Page;
  untranslated: readonly string[];
}): Promise<string[]> {
  const known = new Set(untranslated);
  return (await page.evaluate(allTexts)).filter((text) => known.has(text));
}

// Runs in the page.
function cutTexts(): string[] {
  const faults: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1) faults.push(`the page is ${scrollWidth - clientWidth} px wider than its window`);
  for (const element of document.querySelectorAll<HTMLElement>('button, a, label, h1, h2, h3, h4, p, span, th, td')) {
    if (element.clientWidth === 0 || element.closest('.react-flow, .cm-editor, [aria-hidden="true"]')) continue;
    const style = getComputedStyle(element);
    if (style.overflowX !== 'hidden' || style.textOverflow === 'ellipsis' || style.clipPath !== 'none') continue;
    // What is for screen readers alone is one pixel large.
    if (element.clientWidth < 3) continue;
    if (element.scrollWidth > element.clientWidth + 1) faults.push(`cut: ${element.textContent.slice(0, 80)}`);
  }
  return faults;
}

// Runs in the page. What flows and people say is not the studio's.
function allTexts(): string[] {
  const own = '.pb-conversation, .pb-transcript, .cm-editor, [data-said]';
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.parentElement && !node.parentElement.closest(`script, style, ${own}`)) found.push(node.textContent ?? '');
  for (const element of document.querySelectorAll(`[aria-label], [title], [placeholder], [alt]`))
    if (!element.closest(own))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
  return found.map((text) => text.trim()).filter(Boolean);
}
