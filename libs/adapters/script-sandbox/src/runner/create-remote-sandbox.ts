import { fileURLToPath } from 'node:url';
import { NodeError, type ScriptRequest, type ScriptResult } from '@patchbay/node-kit';
import { MissingWallsError } from '../process/missing-walls-error.ts';
import { lineToChild, lineToSocket } from '../process/runner-line.ts';
import type { SandboxLog } from '../pool/pool-options.ts';
import { refuseTooLarge } from '../refuse-too-large.ts';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import type { ScriptSandbox } from '../script-sandbox.ts';
import { RunnerLink, unavailable } from './runner-link.ts';

export interface RemoteSandboxOptions {
  /** Of a runner in another container: one that has no secret, no network and no database. Without it a runner is started as a child of this process. */
  socketPath?: string;
  /** File of the child's program: our own `main.ts` when absent; a bundle gives the path of its `script-runner.js`. */
  runnerPath?: string;
  /** One run a process, and no run at all where a wall of the system is missing. */
  strict?: boolean;
  /** Milliseconds beyond a run's own limit, after which a runner that has not answered is ended and replaced. */
  answerMs?: number;
  log?: SandboxLog;
}

/**
 * A sandbox in another process, which starts workers and ends them, so that neither holds up this one. A runner that dies takes its runs with it
 * (`sandbox_unavailable`), and another is asked for.
 */
export function createRemoteSandbox(options: RemoteSandboxOptions = {}): ScriptSandbox {
  const { socketPath, strict = false, answerMs, log = () => undefined } = options;
  const runnerPath = options.runnerPath ?? fileURLToPath(new URL('./main.ts', import.meta.url));
  let link: RunnerLink | undefined;
  let closed = false;
  let failures = 0;
  let mayOpenAt = 0;
  let lastFailure = '';
  let mayAskAnewAt = 0;

  function open(): RunnerLink {
    if (closed) throw unavailable('the sandbox is closed');
    if (link) return link;
    // Starting a process costs this one time, so one that cannot be started is not asked for at each run.
    if (performance.now() < mayOpenAt) throw unavailable(lastFailure);
    const line = socketPath === undefined ? lineToChild({ runnerPath, strict }) : lineToSocket(socketPath);
    const opened = new RunnerLink({
      line,
      log,
      ...(answerMs === undefined ? {} : { answerMs }),
      gone({ ready, why }) {
        const letGo = link !== opened;
        if (closed || letGo) return;
        link = undefined;
        log({ level: ready ? 'warn' : 'error', event: 'sandbox.runner_gone', reason: why });
        failures = ready ? 0 : failures + 1;
        lastFailure = why;
        if (socketPath !== undefined) return;
        if (ready) setImmediate(reopen);
        else mayOpenAt = performance.now() + Math.min(SANDBOX_LIMITS.bootBackoffMs, 50 * 2 ** failures);
      },
    });
    link = opened;
    return opened;
  }

  /** The next script shall find one ready. */
  function reopen(): void {
    if (!closed) open();
  }

  async function refuseWeak(used: RunnerLink): Promise<void> {
    const walls = await used.walls;
    if (!strict || (walls.strict && walls.missing.length === 0)) return;
    // A wall that is missing now may be there when the next runner looks; each look costs a process.
    if (socketPath === undefined && link === used && performance.now() >= mayAskAnewAt) {
      mayAskAnewAt = performance.now() + SANDBOX_LIMITS.bootBackoffMs;
      link = undefined;
      void used.close();
    }
    throw new MissingWallsError(walls.missing);
  }

  async function ready(): Promise<RunnerLink> {
    const used = open();
    await refuseWeak(used);
    await used.ready;
    return used;
  }

  async function run(owner: { workspace: string; flowVersion: string }, request: ScriptRequest): Promise<ScriptResult> {
    // Here already: a line that is too long would end it for all others.
    refuseTooLarge(request);
    const used = await ready().catch((error: unknown) => {
      if (error instanceof MissingWallsError)
        throw new NodeError({ code: 'sandbox_unavailable', message: error.message, fault: 'ours' });
      throw error;
    });
    const { code, input, timeoutMs, memoryMb, signal } = request;
    return used.run({ ...owner, code, input, timeoutMs, memoryMb, signal });
  }

  return {
    bind: (owner) => ({ run: (request) => run(owner, request) }),
    async warmUp() {
      await ready();
    },
    async missingWalls() {
      return (await open().walls).missing;
    },
    async close() {
      closed = true;
      await link?.close();
    },
  };
}
