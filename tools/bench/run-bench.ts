import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { root } from '../lib/root.ts';
import { runToEnd, startReady } from './child-process.ts';
import type { LoadResult } from './load.ts';
import { postgresUsage, type Usage, usageOf } from './process-usage.ts';
import { benchAdmin, publishFlows } from './publish-flows.ts';

export interface BenchOptions {
  /** Folder of the built API. */
  api: string;
  flows: string[];
  conversations: number[];
  measureMs: number;
  warmUpMs: number;
  /** Flags of Node for the API's process, such as `--cpu-prof`. */
  nodeFlags: string[];
}

export interface Row extends LoadResult {
  flow: string;
  conversations: number;
  turnsPerSecond: number;
  /** Milliseconds of CPU a turn. */
  cpu: { api: number; workers: number; postgres: number };
  /** Share of the floor's turns a second at as many conversations in this run. */
  ofFloor: number | undefined;
}

export interface BenchReport {
  at: string;
  node: string;
  cpus: string[];
  coldStartMs: { first: number; second: number };
  memoryMb: { before: { api: number; workers: number }; after: { api: number; workers: number } };
  rows: Row[];
}

const file = (name: string) => path.join(root, 'tools', 'bench', name);

/** Runs the whole benchmark; every process that it starts ends with it. */
export async function runBench(options: BenchOptions, say: (line: string) => void): Promise<BenchReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-bench-'));
  // As root, PostgreSQL runs as another user, who passes through.
  chmodSync(folder, 0o711);
  const ends: (() => Promise<void>)[] = [];
  try {
    say('Cold start …');
    const coldStartMs = await coldStarts({ api: options.api, folder });
    const postgres = await startEmbeddedPostgres({ directory: path.join(folder, 'bench', 'postgres') });
    ends.unshift(() => postgres.stop());
    const postmaster = Number(
      readFileSync(path.join(folder, 'bench', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    const floor = await startReady({ args: [file('floor-server.ts'), postgres.url], ready: /ready (\S+)/ });
    ends.unshift(() => floor.stop());
    const model = await startReady({ args: [file('model-server.ts')], ready: /ready (\S+)/ });
    ends.unshift(() => model.stop());
    const patchbay = await startReady({
      args: [...options.nodeFlags, path.join(options.api, 'main.js')],
      ready: /ready at (\S+)/,
      env: {
        NODE_ENV: 'production',
        PORT: '0',
        PATCHBAY_DATA_DIR: path.join(folder, 'data'),
        DATABASE_URL: postgres.url,
        PATCHBAY_RATE_LIMITS: 'off',
        PATCHBAY_ADMIN_EMAIL: benchAdmin.email,
        PATCHBAY_ADMIN_PASSWORD: benchAdmin.password,
        OPENAI_API_KEY: 'bench',
        OPENAI_BASE_URL: `${model.url}/v1`,
        OPENAI_MODEL: 'test-model',
      },
    });
    ends.unshift(() => patchbay.stop());
    await publishFlows(patchbay.url);
    const memory = () => {
      const { own, workers } = usageOf(patchbay.pid);
      return { api: own.memoryMb, workers: workers.memoryMb };
    };
    const before = memory();
    const rows: Row[] = [];
    for (const conversations of options.conversations) {
      let floorRate: number | undefined;
      for (const flow of ['floor', 'model directly', ...options.flows]) {
        if (flow === 'model directly' && !options.flows.includes('llm')) continue;
        const server = flow === 'floor' ? floor : flow === 'model directly' ? model : patchbay;
        const row = await measure({ flow, conversations, options, url: server.url, pid: server.pid, postmaster });
        if (flow === 'floor') floorRate = row.turnsPerSecond;
        row.ofFloor = floorRate === undefined ? undefined : row.turnsPerSecond / floorRate;
        rows.push(row);
        say(line(row));
      }
    }
    const cpuNames = cpus().map((cpu) => cpu.model);
    const at = new Date().toISOString();
    return { at, node: process.version, cpus: cpuNames, coldStartMs, memoryMb: { before, after: memory() }, rows };
  } finally {
    for (const end of ends) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

// With its own embedded database, as `npm start` does it once everything is built: the first start makes the database.
async function coldStarts({ api, folder }: { api: string; folder: string }): Promise<BenchReport['coldStartMs']> {
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const started = await startReady({
      args: [path.join(api, 'main.js')],
      ready: /ready at (\S+)/,
      env: { NODE_ENV: 'production', PORT: '0', PATCHBAY_DATA_DIR: path.join(folder, 'cold') },
    });
    times.push(started.readyMs);
    await started.stop();
  }
  return { first: times[0] ?? 0, second: times[1] ?? 0 };
}

async function measure(run: {
  flow: string;
  conversations: number;
  options: BenchOptions;
  url: string;
  pid: number;
  postmaster: number;
}): Promise<Row> {
  const { flow, conversations, options, url, pid, postmaster } = run;
  const kind = flow === 'floor' ? 'floor' : flow === 'model directly' ? 'model' : 'chat';
  const streamed = kind === 'model' || flow === 'llm';
  const plan = {
    ...{ kind, url, conversations, bot: flow, stream: streamed },
    warmUpMs: options.warmUpMs,
    measureMs: options.measureMs,
    expects:
      { floor: 'You said: hello', echo: 'You said: hello', script: '500500' }[flow] ??
      (kind === 'chat' ? 'turn.completed' : ''),
  };
  const usage = () => ({ ...usageOf(pid), postgres: postgresUsage(postmaster) });
  let begun = usage();
  const text = await runToEnd({
    args: [file('load.ts'), JSON.stringify(plan)],
    onSignal: () => {
      begun = usage();
    },
  });
  const ended = usage();
  const result: LoadResult = JSON.parse(text);
  const perTurn = (before: Usage, after: Usage) => (after.cpuMs - before.cpuMs) / Math.max(1, result.turns);
  return {
    flow,
    conversations,
    ...result,
    turnsPerSecond: result.turns / result.seconds,
    cpu: {
      api: perTurn(begun.own, ended.own),
      workers: perTurn(begun.workers, ended.workers),
      postgres: perTurn(begun.postgres, ended.postgres),
    },
    ofFloor: undefined,
  };
}

export function writeReport(report: BenchReport): string {
  const folder = path.join(root, 'dist', 'bench');
  mkdirSync(folder, { recursive: true });
  const target = path.join(folder, `bench-${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(target, `${JSON.stringify(report, undefined, 2)}\n`);
  return target;
}

export const header =
  'flow            at once   turns/s   of floor     p50     p95     p99   CPU ms/turn: api  workers  postgres   first part';

function line(row: Row): string {
  const ms = (value: number) => `${value.toFixed(1)}`.padStart(8);
  const share = row.ofFloor === undefined ? '' : `${Math.round(row.ofFloor * 100)} %`;
  const cpu = [row.cpu.api, row.cpu.workers, row.cpu.postgres].map((value) => value.toFixed(2).padStart(9)).join('');
  const first = row.firstPartP50 === undefined ? '' : `${row.firstPartP50.toFixed(1)} ms`;
  const failed = row.failures > 0 ? `   ${row.failures} FAILED: ${row.firstFailure}` : '';
  return `${row.flow.padEnd(16)}${String(row.conversations).padStart(7)}${row.turnsPerSecond.toFixed(0).padStart(10)}${share.padStart(11)}${ms(row.p50)}${ms(row.p95)}${ms(row.p99)}       ${cpu}   ${first.padStart(10)}${failed}`;
}
