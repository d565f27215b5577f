/**
 * The program of a worker process. It loads nothing but isolated-vm and imports no file of ours (types apart): its source is handed to Node on standard
 * input, so that it needs no right to read any file. It speaks over descriptor 3, one JSON text a line, and ends itself the moment its parent is gone.
 *
 * It keeps no time and no limits on memory or life: the parent does that with SIGKILL, because nothing in here can be trusted to do it.
 */
import { Socket } from 'node:net';
import type IsolatedVm from 'isolated-vm';
import type { FromWorker, ToWorker, WorkerOutcome } from '../protocol.ts';
import type { GuestLimits } from '../sandbox-limits.ts';

type Engine = typeof IsolatedVm;
type RunJob = Extract<ToWorker, { kind: 'run' }>;
type Setup = Extract<ToWorker, { kind: 'setup' }>;
type Level = Extract<FromWorker, { kind: 'log' }>['level'];

/** A heap. Runs of one flow follow each other in it as long as each leaves it as it found it. */
interface Den {
  isolate: IsolatedVm.Isolate;
  memoryMb: number;
  runs: number;
  /** Called when V8 gave the isolate up. */
  catastrophe: () => void;
}

/** A fresh context, ready for one run. */
interface Cage {
  den: Den;
  context: IsolatedVm.Context;
  /** The guest's one door; see guest-source.ts. */
  enter: IsolatedVm.Reference;
  hooks: CageHooks;
}

interface CageHooks {
  finish: (outcome: WorkerOutcome) => void;
  log: (level: Level, text: string) => void;
  /** Milliseconds below 0 take the timer back. */
  wake: (timer: { id: number; milliseconds: number }) => void;
}

const channel = new Socket({ fd: 3, readable: true, writable: true });
let engine: Engine | undefined;
let setup: Setup | undefined;
let prepared: Cage | undefined;
let memoryMb = 32;

channel.setEncoding('utf8');
// SIGKILL, not exit: leaving in an orderly way would wait for a script that never ends.
const leave = () => process.kill(process.pid, 'SIGKILL');
for (const event of ['end', 'close', 'error']) channel.on(event, leave);

let partial = '';
channel.on('data', (chunk: string) => {
  const lines = (partial + chunk).split('\n');
  partial = lines.pop() ?? '';
  for (const line of lines) receive(JSON.parse(line));
});

function send(message: FromWorker): void {
  channel.write(`${JSON.stringify(message)}\n`);
}

function receive(message: ToWorker): void {
  if (message.kind === 'setup') void begin(message);
  else void run(message);
}

async function begin(message: Setup): Promise<void> {
  try {
    engine = (await import('isolated-vm')).default;
    setup = message;
    prepared = makeCage({ engine, setup, den: makeDen(engine) });
  } catch (error) {
    send({ kind: 'failed', message: String(error).slice(0, 2_000) });
    return;
  }
  if (message.heartbeatMs !== null) {
    setInterval(() => send({ kind: 'memory', bytes: process.memoryUsage.rss() }), message.heartbeatMs);
  }
  send({ kind: 'ready' });
}

function makeDen({ Isolate }: Engine): Den {
  const onCatastrophicError = () => den.catastrophe();
  const isolate = new Isolate({ memoryLimit: memoryMb, onCatastrophicError });
  const den: Den = { isolate, memoryMb, runs: 0, catastrophe: () => undefined };
  return den;
}

function makeCage(options: { engine: Engine; setup: Setup; den: Den }): Cage {
  const { Callback } = options.engine;
  const { den, setup } = options;
  const { limits } = setup;
  const hooks: CageHooks = {
    finish: () => undefined,
    log: () => undefined,
    wake: () => undefined,
  };
  const context = den.isolate.createContextSync();
  const finish = new Callback(
    (...words: unknown[]) => {
      hooks.finish(outcomeOf({ words, limits }));
    },
    { ignored: true },
  );
  const log = new Callback((level: unknown, text: unknown) => {
    if (typeof text !== 'string' || text.length > limits.logEntryChars) return;
    if (level === 'log' || level === 'info' || level === 'warn' || level === 'error') hooks.log(level, text);
  });
  const wake = new Callback((id: unknown, milliseconds: unknown) => {
    if (typeof id === 'number' && typeof milliseconds === 'number') hooks.wake({ id, milliseconds });
  });
  const enter = context.evalClosureSync(setup.guest, [JSON.stringify(limits), finish, log, wake], {
    result: { reference: true },
    filename: 'patchbay:guest',
  });
  return { den, context, enter, hooks };
}

async function run(job: RunJob): Promise<void> {
  if (!engine || !setup) return;
  memoryMb = job.memoryMb;
  let cage = prepared;
  prepared = undefined;
  if (cage?.den.memoryMb !== memoryMb) {
    cage?.den.isolate.dispose();
    cage = makeCage({ engine, setup, den: makeDen(engine) });
  }
  const { den } = cage;
  const isTidy = await runIn({ cage, job, limits: setup.limits });
  den.runs += 1;
  const stays = isTidy && mayStay({ den, limits: setup.limits });
  if (stays) leaveCage(cage);
  else if (!den.isolate.isDisposed) den.isolate.dispose();
  send({ kind: 'idle', id: job.id });
  prepared = cageAfter({ engine, setup, den: stays ? den : undefined });
}

function leaveCage({ enter, context }: Cage): void {
  enter.release();
  context.release();
}

/** Making an isolate costs four times what a context in it does. */
function cageAfter(options: { engine: Engine; setup: Setup; den: Den | undefined }): Cage {
  const { engine, setup, den } = options;
  try {
    if (den) return makeCage({ engine, setup, den });
  } catch {
    // What was left in it is of no use: a new one is made.
    den?.isolate.dispose();
  }
  return makeCage({ engine, setup, den: makeDen(engine) });
}

function mayStay({ den, limits }: { den: Den; limits: GuestLimits }): boolean {
  if (den.isolate.isDisposed || den.runs >= limits.runsPerIsolate) return false;
  const { used_heap_size: heap, externally_allocated_size: outside } = den.isolate.getHeapStatisticsSync();
  return heap + outside < limits.keptHeapShare * den.memoryMb * 2 ** 20;
}

/**
 * Resolves when the run has its result and its isolate is at rest; never, when something in it goes on for ever: then the parent ends the process.
 * Says whether it gave a value and left no timer: only then another run may follow in the same isolate.
 */
function runIn({ cage, job, limits }: { cage: Cage; job: RunJob; limits: GuestLimits }): Promise<boolean> {
  const { hooks, den, enter } = cage;
  const { isolate } = den;
  const { id } = job;
  const timers = new Map<number, NodeJS.Timeout>();
  let ended = false;
  let isTidy = false;
  let calls = 0;
  let wakes = 0;
  send({ kind: 'started', id });
  return new Promise((resolve) => {
    hooks.finish = (outcome) => {
      if (ended) return;
      ended = true;
      isTidy = outcome.status === 'value' && timers.size === 0;
      for (const timer of timers.values()) clearTimeout(timer);
      send({ kind: 'result', id, outcome });
      if (calls === 0) resolve(isTidy);
    };
    hooks.log = (level, text) => {
      if (!ended) send({ kind: 'log', id, level, text });
    };
    den.catastrophe = () => hooks.finish({ status: 'memory' });
    hooks.wake = (wanted) => {
      wakes += 1;
      if (wakes > limits.bridgeCalls) return hooks.finish({ status: 'too_many_calls' });
      clearTimeout(timers.get(wanted.id));
      timers.delete(wanted.id);
      if (ended || wanted.milliseconds < 0 || timers.size >= limits.pendingTimers) return;
      const timer = setTimeout(() => {
        timers.delete(wanted.id);
        void call(wanted.id);
      }, wanted.milliseconds);
      timers.set(wanted.id, timer);
    };
    // A call settles when all that it set going has come to rest, microtasks included.
    const call = async (...words: (string | number)[]) => {
      calls += 1;
      try {
        await enter.apply(undefined, words);
      } catch {
        // A rejected promise that nobody handled ends here too, and says nothing about the run. Its text is the script's: it is not looked at.
      }
      calls -= 1;
      if (isolate.isDisposed) hooks.finish({ status: 'memory' });
      // `finish` is a message of its own and may arrive one turn later than the end of the call.
      else if (calls === 0 && timers.size === 0) setImmediate(() => hooks.finish({ status: 'stuck' }));
      if (ended && calls === 0) resolve(isTidy);
    };
    void call(0, job.code, job.input);
  });
}

/** The guest gives four strings. Their lengths were cut there; they are looked at again, because the guest is where scripts run. */
function outcomeOf({ words, limits }: { words: unknown[]; limits: GuestLimits }): WorkerOutcome {
  const [status, text, name, stack] = words.map((word) => (typeof word === 'string' ? word : ''));
  const message = (text ?? '').slice(0, limits.errorMessageChars);
  switch (status) {
    case 'value':
      return Buffer.byteLength(text ?? '') > limits.outputBytes
        ? { status: 'too_large' }
        : { status: 'value', value: text ?? '' };
    case 'threw':
      return {
        status: 'threw',
        name: (name ?? '').slice(0, limits.errorNameChars),
        message,
        ...positionIn((stack ?? '').slice(0, limits.errorStackChars)),
      };
    case 'not_json':
      return { status: 'not_json', message };
    case 'too_large':
      return { status: 'too_large' };
    case 'bad_input':
      return { status: 'bad_input' };
    default:
      return { status: 'threw', name: 'Error', message: 'The script ended in an unknown way' };
  }
}

/** A function made from text has two lines before its body. */
const LINES_BEFORE_BODY = 2;

function positionIn(stack: string): { line?: number; column?: number } {
  const match = /\bscript\.js:(\d{1,7}):(\d{1,7})/.exec(stack);
  const line = Number(match?.[1]) - LINES_BEFORE_BODY;
  return line >= 1 ? { line, column: Number(match?.[2]) } : {};
}
