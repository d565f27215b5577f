import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run, tool } from './run.ts';

/** Chromium's engine without the windows round it: what Playwright itself starts where nobody looks on. Stories take a good deal less of the processor with it. */
const shells = ['/usr/bin/chromium-headless-shell'];
const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Path of a Chromium: PATCHBAY_CHROMIUM, an installed one, or Playwright's own, which is downloaded when nothing else is there. A `whole` browser is what people
 * have, and is for figures; a shell is quicker, and is for tests.
 */
export async function findChromium({ whole }: { whole: boolean }): Promise<string> {
  const named = process.env.PATCHBAY_CHROMIUM;
  if (named) return named;
  const installed = [...(whole ? [] : shells), ...browsers].find((place) => existsSync(place));
  if (installed) return installed;
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('No Chromium found; trying Playwright’s own download …');
  const code = await run({ command: process.execPath, args: [tool('@playwright/test/cli.js'), 'install', 'chromium'] });
  if (code === 0 && existsSync(chromium.executablePath())) return chromium.executablePath();
  console.error(
    'The browser tests need Chromium. Install it (Debian and Ubuntu: apt-get install chromium), or name one in PATCHBAY_CHROMIUM.',
  );
  process.exit(1);
}
