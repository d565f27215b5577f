import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const jestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), skipped: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).optional(),
});

const chaosReport = z.object({ modes: z.array(z.object({ violations: z.number() })) });

/** Counts of the report of a chaos run: a mode in which a promise was broken has failed. */
export function countChaos(text: string): Counts {
  const { modes } = chaosReport.parse(JSON.parse(text));
  const failed = modes.filter(({ violations }) => violations > 0).length;
  return { passed: modes.length - failed, failed, skipped: 0 };
}

/** Counts of jest's JSON report; a file that could not be run counts as failed. */
export function countJest(text: string): Counts {
  const report = jestReport.parse(JSON.parse(text));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of Playwright's JSON report; a flaky test counts as failed. */
export function countPlaywright(text: string): Counts {
  const report = playwrightReport.parse(JSON.parse(text));
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + (report.errors?.length ?? 0),
    skipped: report.stats.skipped,
  };
}
