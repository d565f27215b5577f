import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startTestPostgres } from '@patchbay/embedded-postgres';
import { ensureBuilt } from '../build/ensure-built.ts';
import { findChromium } from '../lib/chromium.ts';
import { run, tool } from '../lib/run.ts';
import { useScratchDirectory } from '../lib/scratch-directory.ts';
import { type Counts, countChaos, countJest, countPlaywright, slowestOfJest } from '../lib/test-counts.ts';

// npm test [-- --long] [-- --unit | --e2e | --chaos] [-- paths and options of jest, playwright or chaos]
const argv = process.argv.slice(2);
const long = argv.includes('--long');
const stages = ['unit', 'chaos', 'e2e'] as const;
const only = stages.find((stage) => argv.includes(`--${stage}`));
const runs = (stage: (typeof stages)[number]) => only === undefined || only === stage;
const rest = argv.filter((argument) => !['--long', '--unit', '--e2e', '--chaos'].includes(argument));

const seed = process.env.PATCHBAY_TEST_SEED ?? String(Math.floor(Math.random() * 1e9));
console.log(`Seed of this run: ${seed} (PATCHBAY_TEST_SEED repeats it)`);

const chromium = runs('e2e') ? await findChromium({ whole: false }) : '';
// What runs in jest runs from sources.
if (only !== 'unit') await ensureBuilt();
const scratch = useScratchDirectory();
const postgres = await startTestPostgres();
const reports = path.join(scratch, 'reports');
mkdirSync(reports);
const env = {
  NODE_ENV: 'test',
  PATCHBAY_TEST_SEED: seed,
  PATCHBAY_TEST_POSTGRES_URL: postgres.url,
  PATCHBAY_CHROMIUM: chromium,
  ...(long ? { PATCHBAY_TEST_LONG: '1' } : {}),
};

const counts: Counts[] = [];
let worst = 0;
try {
  if (runs('unit')) {
    const report = path.join(reports, 'jest.json');
    worst = Math.max(
      worst,
      await run({
        command: process.execPath,
        args: [
          '--experimental-vm-modules',
          '--disable-warning=ExperimentalWarning',
          tool('jest/bin/jest.js'),
          '--json',
          `--outputFile=${report}`,
          ...rest,
        ],
        env,
        options: { stdio: ['ignore', 'ignore', 'inherit'] },
      }),
    );
    const text = readFileSync(report, 'utf8');
    counts.push(countJest(text));
    console.log(`\nThe files that took longest:\n${slowestOfJest(text).join('\n')}\n`);
  }
  if (runs('chaos')) {
    const report = path.join(reports, 'chaos.json');
    const code = await run({
      command: process.execPath,
      args: [
        '--disable-warning=ExperimentalWarning',
        path.join(import.meta.dirname, 'chaos.ts'),
        ...(long ? [] : ['--short']),
        ...['--seed', seed, '--report', report],
        ...(only === 'chaos' ? rest : []),
      ],
      env,
    });
    worst = Math.max(worst, code);
    counts.push(countChaos(readFileSync(report, 'utf8')));
  }
  if (runs('e2e')) {
    const report = path.join(reports, 'playwright.json');
    worst = Math.max(
      worst,
      await run({
        command: process.execPath,
        args: [
          tool('@playwright/test/cli.js'),
          'test',
          '--config',
          'e2e/playwright.config.ts',
          ...(only === 'e2e' ? rest : []),
        ],
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      }),
    );
    counts.push(countPlaywright(readFileSync(report, 'utf8')));
  }
} finally {
  await postgres.stop();
}

const total = counts.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
  failures: [...sum.failures, ...one.failures],
}));
if (total.failures.length > 0) console.log(`\nWhat failed:\n${total.failures.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
if (process.env.CI && total.skipped > 0) {
  console.error('A skipped test fails in CI.');
  worst = Math.max(worst, 1);
}
process.exit(total.failed > 0 || total.passed === 0 ? Math.max(worst, 1) : worst);
