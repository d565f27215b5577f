import { defineConfig } from '@playwright/test';

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
    trace: 'retain-on-failure',
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
