import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run, tool } from './run.ts';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Path of a Chromium to test with: PATCHBAY_CHROMIUM, an installed one, or Playwright's own, which is downloaded when nothing else is there. */
export async function findChromium(): Promise<string> {
  const named = process.env.PATCHBAY_CHROMIUM;
  if (named) return named;
  const installed = places.find((place) => existsSync(place));
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
