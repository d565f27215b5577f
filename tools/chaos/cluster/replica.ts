import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Offspring } from './offspring.ts';

/** How long a replica may take to become ready. Milliseconds. */
const START_MS = 180_000;
/** What is kept of its output. Characters. */
const OUTPUT_KEPT = 200_000;

export interface ReplicaEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  atMs: number;
}

/** One process of the product. */
export class Replica {
  readonly name: string;
  /** 0 for one that ended, as it was armed to, before it took calls. */
  readonly port: number;
  readonly pid: number;
  /** Resolves when the process has ended, however. */
  readonly ended: Promise<ReplicaEnd>;
  readonly readyAtMs: number;
  #end: ReplicaEnd | undefined;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(parts: {
    name: string;
    port: number;
    pid: number;
    child: ChildProcess;
    ended: Promise<ReplicaEnd>;
    output: () => string;
  }) {
    this.name = parts.name;
    this.port = parts.port;
    this.pid = parts.pid;
    this.#child = parts.child;
    this.ended = parts.ended;
    this.#output = parts.output;
    this.readyAtMs = Date.now();
    void parts.ended.then((end) => {
      this.#end = end;
    });
  }

  /** Starts one and waits until it takes calls. `api` is the folder of the built API. */
  static async start(options: {
    name: string;
    api: string;
    env: Record<string, string>;
    offspring: Offspring;
    /** Told of a node that failed by a fault of ours, as it is logged. */
    onFault(line: string): void;
  }): Promise<Replica> {
    const { name, api, env, offspring, onFault } = options;
    const child = spawn(process.execPath, [path.join(api, 'main.js')], {
      env: { ...inherited(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid === undefined) throw new Error(`The replica ${name} could not be started.`);
    offspring.add(pid);
    let text = '';
    let ready: (port: number) => void = () => undefined;
    const hear = (part: string) => {
      text = (text + part).slice(-OUTPUT_KEPT);
      for (const line of part.split('\n')) if (line.includes('A node failed inside.')) onFault(line);
      const port = /Patchbay is ready at http:\/\/[^:]+:(\d+)/.exec(text)?.[1];
      if (port !== undefined) ready(Number(port));
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const ended = new Promise<ReplicaEnd>((resolve) => {
      child.once('exit', (code, signal) => {
        offspring.remove(pid);
        resolve({ code, signal, atMs: Date.now() });
      });
    });
    const port = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`The replica ${name} did not become ready:\n${text}`));
      }, START_MS);
      ready = (found) => {
        clearTimeout(timer);
        resolve(found);
      };
      void ended.then(({ code, signal }) => {
        clearTimeout(timer);
        // One that is armed may come to its point before it takes calls: when it goes on with what another left behind.
        if (signal === 'SIGKILL' && env.PATCHBAY_CRASH_POINT !== undefined) return resolve(0);
        reject(new Error(`The replica ${name} ended at its start (${code ?? signal}):\n${text}`));
      });
    });
    return new Replica({ name, port, pid, child, ended, output: () => text });
  }

  get end(): ReplicaEnd | undefined {
    return this.#end;
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /** What it printed last. */
  get output(): string {
    return this.#output();
  }

  /** SIGKILL: it has no word in it. */
  async kill(): Promise<ReplicaEnd> {
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  /** SIGTERM, as a release does; resolves when it has ended. */
  async terminate(): Promise<ReplicaEnd> {
    this.#child.kill('SIGTERM');
    return this.ended;
  }

  /** SIGSTOP: it stands still, and does not know. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  /** Memory that it holds. Bytes; undefined where the system does not tell. */
  residentBytes(): number | undefined {
    try {
      const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1];
      return found === undefined ? undefined : Number(found) * 1_024;
    } catch {
      return undefined;
    }
  }
}

// What this process was told must not reach the product.
function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
