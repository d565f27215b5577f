import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crashPoints } from '../../apps/api/src/platform/crash-points.ts';
import { root } from '../lib/root.ts';
import { Offspring } from './cluster/offspring.ts';
import { inParallel } from './in-parallel.ts';
import type { Mode, Sizes } from './modes/mode.ts';
import { modes } from './modes/modes.ts';
import { Random } from './random.ts';
import { rowOf, tableOf } from './report.ts';
import { Tally } from './tally.ts';

/** Most of a mode is waiting: for leases, for words, for processes. */
const SHORT_AT_ONCE = 2;
/** Milliseconds. */
const TELL_MS = 60_000;

interface Found {
  name: string;
  tally: Tally;
  seconds: number;
}

export interface ChaosOptions {
  long: boolean;
  seed: number;
  /** Names of modes; all where none is named. */
  only: readonly string[];
  api: string;
  sizes: Sizes;
  /** File for what was counted, as JSON `{ modes: [{ name, counts, violations, first, seconds }] }`. */
  report?: string;
}

export function listOf(): string {
  const width = Math.max(...Object.keys(crashPoints).map((name) => name.length));
  const points = Object.entries(crashPoints).map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
  const ways = modes.map(({ name, title }) => `  ${name.padEnd(width)}  ${title}`);
  return `Crash points:\n${points.join('\n')}\n\nModes:\n${ways.join('\n')}`;
}

/** Runs the modes, in the short form two at once, and prints what they counted. Gives the number of violations. */
export async function runChaos({ long, seed, only, api, sizes, report }: ChaosOptions): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-chaos-'));
  const results = path.join(root, 'test-results', 'chaos');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const offspring = new Offspring({ folder });
  const chosen = modes.filter(({ name, longOnly }) => (only.length === 0 ? long || !longOnly : only.includes(name)));
  const found: Found[] = [];
  const run = async (mode: Mode) => {
    const log = (text: string) => console.log(`  ${mode.name}: ${text}`);
    const tally = new Tally();
    const began = performance.now();
    console.log(`${mode.name}: ${mode.title} …`);
    const row = () => rowOf({ name: mode.name, tally, seconds: (performance.now() - began) / 1_000 });
    // A long one says how far it is.
    const telling = long ? setInterval(() => console.log(`  so far ${row()}`), TELL_MS) : undefined;
    try {
      await mode.run({
        ...{ long, tally, api, folder, offspring, sizes, log },
        // Each has numbers of its own, so that one that is run alone does the same again.
        random: new Random(seed ^ hashOf(mode.name)),
        results: path.join(results, mode.name),
      });
    } catch (error) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tally.violated({ rule: 'mode', who: mode.name, what });
    } finally {
      clearInterval(telling);
    }
    const one = { name: mode.name, tally, seconds: (performance.now() - began) / 1_000 };
    found.push(one);
    console.log(`  ${rowOf(one)}`);
    for (const violation of tally.violations.slice(0, 10))
      console.log(`  VIOLATED ${violation.rule} (${violation.who}): ${violation.what.slice(0, 2_000)}`);
  };
  try {
    await inParallel({ items: chosen, atOnce: long ? 1 : SHORT_AT_ONCE, work: run });
  } finally {
    await offspring.end();
  }
  console.log(`\n${tableOf(found)}`);
  if (report !== undefined) {
    const rows = found.map(({ name, tally, seconds }) => {
      const { counts, violations } = tally;
      const first = violations.slice(0, 1).map(({ rule, who, what }) => `${rule} (${who}): ${what}`)[0];
      return { name, counts: Object.fromEntries(counts), violations: violations.length, first, seconds };
    });
    writeFileSync(report, JSON.stringify({ modes: rows }));
  }
  return found.reduce((sum, { tally }) => sum + tally.violations.length, 0);
}

function hashOf(text: string): number {
  return [...text].reduce((sum, character) => Math.imul(sum, 31) + character.charCodeAt(0), 7);
}
