import type { Page } from '@playwright/test';

const CODES: Record<string, number> = { Enter: 13, Escape: 27, Delete: 46, ArrowDown: 40 };
const MODIFIERS: Record<string, number> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/**
 * Sends keys as a quick hand does: without waiting for what one of them did, `gap` milliseconds after one another, to a page on a machine that is four times as slow. A key is written as Playwright writes
 * it (`Control+k`); a text is typed letter by letter where it stands in an object.
 */
export async function typeAtOnce({
  page,
  keys,
  gap = 0,
}: {
  page: Page;
  keys: readonly (string | { text: string })[];
  gap?: number;
}): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const sent: Promise<unknown>[] = [];
  for (const key of keys.flatMap((one) => (typeof one === 'string' ? [one] : [...one.text]))) {
    const pressed = keyOf(key);
    sent.push(session.send('Input.dispatchKeyEvent', { type: pressed.text ? 'keyDown' : 'rawKeyDown', ...pressed }));
    sent.push(session.send('Input.dispatchKeyEvent', { ...pressed, type: 'keyUp', text: undefined }));
    if (gap > 0) await new Promise((resolve) => setTimeout(resolve, gap));
  }
  await Promise.all(sent);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
}

function keyOf(written: string) {
  const parts = written.split('+');
  const key = parts.pop() ?? '';
  const capital = /^[A-Z]$/.test(key);
  const modifiers = parts.reduce((all, name) => all | (MODIFIERS[name] ?? 0), capital ? 8 : 0);
  const letter = key.length === 1;
  const code = letter ? key.toUpperCase().charCodeAt(0) : CODES[key];
  const text = (modifiers & 7) > 0 ? undefined : letter ? key : key === 'Enter' ? '\r' : undefined;
  return { key, modifiers, windowsVirtualKeyCode: code, ...(text === undefined ? {} : { text }) };
}
