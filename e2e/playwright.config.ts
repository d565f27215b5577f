import { defineConfig } from '@playwright/test';

const traced = process.env.PATCHBAY_TEST_TRACE === '1';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  // Against tests that hang, on a machine that is several times slower, too; no test is to state a shorter time.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  fullyParallel: false,
  // A file has a product of its own, so that two of them can run side by side.
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // Beside what chaos keeps: Playwright empties it.
  outputDir: '../test-results/e2e',
  reporter: [['list'], ['json']],
  use: {
    // Pictures and snapshots of each step double what a test costs: they are taken where PATCHBAY_TEST_TRACE=1 asks for them.
    trace: { mode: 'retain-on-failure', screenshots: traced, snapshots: traced, sources: traced },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PATCHBAY_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
