import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../lib/root.ts';
import { type Goal, goalLine, goalsOf, type Memory } from './goals.ts';
import { measure, type Measured } from './measure.ts';
import { usageOf } from './process-usage.ts';
import { type Row, rowLine, rowsHeader } from './rows.ts';
import { coldStarts, type Servers, startServers } from './start-servers.ts';
import { asked, floor, flows, modelDirectly, said, sizes, type Subject } from './subjects.ts';

export interface BenchOptions {
  /** Folder of the built API. */
  api: string;
  flows: string[];
  conversations: number[];
  /** Every round measures all, one after another; ratios are taken within a round, figures are medians. */
  rounds: number;
  measureMs: number;
  warmUpMs: number;
  /** Whether large flows and long conversations are measured too. */
  sizes: boolean;
  /** Turns after which the memory is read for the last time. */
  turns: number;
  /** Flags of Node for the API's process, such as `--cpu-prof`. */
  nodeFlags: string[];
}

export interface BenchReport {
  at: string;
  node: string;
  cpus: string[];
  /** Processes that wanted a CPU, as the machine tells it, at the start and at the end. */
  load: [number, number];
  coldStartMs: { first: number; second: number };
  memory: Memory[];
  goals: Goal[];
  rows: Row[];
}

/** Before anything is measured; of these, each flow but echo takes its part. */
const FIRST_TURNS = 5_000;
const FIRST_OF_EACH = 500;
/** Conversations at once where sizes are compared, and how old the old ones are. */
const COMPARED_AT = 4;
const OLD_MESSAGES = 5_000;

/** Runs the whole benchmark; every process that it starts ends with it. */
export async function runBench(options: BenchOptions, say: (line: string) => void): Promise<BenchReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-bench-'));
  // As root, PostgreSQL runs as another user, who passes through.
  chmodSync(folder, 0o711);
  const [loadBefore = 0] = loadavg();
  let servers: Servers | undefined;
  try {
    say('Cold start …');
    const coldStartMs = await coldStarts({ api: options.api, folder });
    servers = await startServers({ folder, ...options });
    const bench = new Bench({ servers, options });
    say(`The first ${FIRST_TURNS} turns …`);
    await bench.warmUp();
    const compared = options.sizes ? [...sizes, ...(await bench.conversations())] : [];
    for (let round = 1; round <= options.rounds; round++) {
      say(`Round ${round} of ${options.rounds} …`);
      for (const conversations of options.conversations)
        for (const subject of [floor, modelDirectly, ...options.flows.flatMap((flow) => flows[flow] ?? [])])
          if (subject !== modelDirectly || options.flows.includes('llm'))
            await bench.measure({ subject, conversations });
      for (const subject of compared) await bench.measure({ subject, conversations: COMPARED_AT });
    }
    const { rows } = bench;
    say(rowsHeader);
    for (const row of rows) {
      const beside = rows.find(({ flow, conversations }) => flow === 'floor' && conversations === row.conversations);
      say(rowLine({ row, floor: beside }));
    }
    say(`Up to ${options.turns} turns …`);
    await bench.goOnTo(options.turns);
    const goals = goalsOf({ rows, memory: bench.memory });
    for (const goal of goals) say(goalLine(goal));
    const [loadAfter = 0] = loadavg();
    return {
      at: new Date().toISOString(),
      node: process.version,
      cpus: cpus().map((cpu) => cpu.model),
      load: [loadBefore, loadAfter],
      ...{ coldStartMs, memory: bench.memory, goals, rows },
    };
  } finally {
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Comparable extends Subject {
  opened?: { id: string; token: string }[];
}

class Bench {
  readonly rows: Row[] = [];
  readonly memory: Memory[] = [];
  readonly #servers: Servers;
  readonly #options: BenchOptions;
  #turns = 0;

  constructor({ servers, options }: { servers: Servers; options: BenchOptions }) {
    this.#servers = servers;
    this.#options = options;
  }

  /** Each flow in turn, so that what each of them needs is loaded before the memory is read for the first time. */
  async warmUp(): Promise<void> {
    for (const flow of this.#options.flows) {
      const subject = flow === 'echo' ? undefined : flows[flow];
      if (subject) await this.#take({ subject, conversations: 32, turns: FIRST_OF_EACH });
    }
    await this.goOnTo(FIRST_TURNS);
  }

  /** Young and old conversations to ask in. */
  async conversations(): Promise<Comparable[]> {
    const subject = { name: 'history', server: 'patchbay', plan: said } as const;
    const turns = (OLD_MESSAGES / 2) * COMPARED_AT;
    const { opened } = await this.#take({ subject, conversations: COMPARED_AT, turns });
    const young = { name: 'few messages', server: 'patchbay', plan: asked } as const;
    return [young, { ...young, name: '5,000 messages', opened }];
  }

  async measure({ subject, conversations }: { subject: Comparable; conversations: number }): Promise<void> {
    const { opened: _, ...measured } = await this.#take({ subject, conversations });
    this.#row({ flow: subject.name, conversations }).push(measured);
  }

  /** More echo turns, up to so many since the start. */
  async goOnTo(turns: number): Promise<void> {
    const subject = flows.echo;
    if (subject && turns > this.#turns) await this.#take({ subject, conversations: 32, turns: turns - this.#turns });
    this.#weigh();
  }

  async #take(run: { subject: Comparable; conversations: number; turns?: number }) {
    const { subject, conversations, turns } = run;
    const { measureMs, warmUpMs } = this.#options;
    const { opened } = subject;
    const counted = turns === undefined ? { warmUpMs } : { warmUpMs: 0, turns };
    const plan = { ...subject.plan, conversations, measureMs, ...counted, ...(opened ? { opened } : {}) };
    const measured = await measure({ target: this.#servers.targets[subject.server], plan });
    // What was taken to warm up is not counted by the generator: about as many a second.
    if (subject.server === 'patchbay')
      this.#turns += Math.round(measured.turns * (1 + counted.warmUpMs / 1_000 / Math.max(measured.seconds, 0.001)));
    return measured;
  }

  #weigh(): void {
    this.memory.push({ turns: this.#turns, mb: usageOf(this.#servers.targets.patchbay.pid).own.memoryMb });
  }

  #row({ flow, conversations }: Pick<Row, 'flow' | 'conversations'>): Measured[] {
    const known = this.rows.find((row) => row.flow === flow && row.conversations === conversations);
    if (known) return known.rounds;
    const made = { flow, conversations, rounds: [] };
    this.rows.push(made);
    return made.rounds;
  }
}

export function writeReport(report: BenchReport): string {
  const folder = path.join(root, 'dist', 'bench');
  mkdirSync(folder, { recursive: true });
  const target = path.join(folder, `bench-${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(target, `${JSON.stringify(report, undefined, 2)}\n`);
  return target;
}
