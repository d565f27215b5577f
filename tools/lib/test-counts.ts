import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { root } from './root.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, a line each, so that the end of a long log is enough to know it. */
  failures: string[];
}

const jestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});
const spec = z.object({
  file: z.string(),
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(z.object({ error: z.object({ message: z.string() }).optional() })) })),
});
interface Suite {
  specs: z.infer<typeof spec>[];
  suites?: Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number(), flaky: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
  suites: z.array(suite),
});

const chaosReport = z.object({
  modes: z.array(z.object({ name: z.string(), violations: z.number(), first: z.string().optional() })),
});

/** Counts of the report of a chaos run: a mode in which a promise was broken has failed. */
export function countChaos(text: string): Counts {
  const { modes } = chaosReport.parse(JSON.parse(text));
  const broken = modes.filter(({ violations }) => violations > 0);
  return {
    passed: modes.length - broken.length,
    failed: broken.length,
    skipped: 0,
    failures: broken.map(({ name, first = '' }) => line(`chaos ${name}`, first)),
  };
}

/** Counts of jest's JSON report; a file that could not be run counts as failed. */
export function countJest(text: string): Counts {
  const report = jestReport.parse(JSON.parse(text));
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length > 0)
      return failed.map(({ fullName, failureMessages }) => line(`${within(name)}: ${fullName}`, failureMessages[0]));
    return status === 'failed' ? [line(within(name), message)] : [];
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/** The files of jest that took longest, a line each. */
export function slowestOfJest(text: string, most = 10): string[] {
  const { testResults } = jestReport.parse(JSON.parse(text));
  return testResults
    .map(({ name, startTime, endTime }) => ({ name: within(name), seconds: (endTime - startTime) / 1_000 }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, most)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${name}`);
}

/** Counts of Playwright's JSON report; a flaky test counts as failed. */
export function countPlaywright(text: string): Counts {
  const report = playwrightReport.parse(JSON.parse(text));
  const specsIn = ({ specs, suites = [] }: Suite): z.infer<typeof spec>[] => [...specs, ...suites.flatMap(specsIn)];
  const failed = report.suites.flatMap(specsIn).filter(({ ok }) => !ok);
  const errors = report.errors ?? [];
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + errors.length,
    skipped: report.stats.skipped,
    failures: [
      ...failed.map(({ file, title, tests }) =>
        line(
          `e2e/${file}: ${title}`,
          tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''))[0],
        ),
      ),
      ...errors.map(({ message }) => line('e2e', message)),
    ],
  };
}

function within(file: string): string {
  return path.relative(root, file);
}

function line(what: string, why = ''): string {
  const plain = stripVTControlCharacters(why)
    .split('\n')
    .map((part) => part.trim())
    .filter(Boolean);
  return `${what}: ${plain.slice(0, 4).join(' ')}`.slice(0, 600);
}
