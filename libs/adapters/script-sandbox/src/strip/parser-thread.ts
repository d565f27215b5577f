import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { PARSER_THREAD_SOURCE } from './parser-thread-source.ts';
import { ScriptSyntaxError } from './script-syntax-error.ts';

const answer = z.union([
  z.object({ id: z.int(), code: z.string() }),
  z.object({ id: z.int(), fault: z.object({ message: z.string(), line: z.int(), column: z.int() }) }),
  z.object({ id: z.int(), broken: z.string() }),
]);

interface Question {
  kind: 'module' | 'body';
  code: string;
}

interface Waiting extends Question {
  resolve: (code: string) => void;
  reject: (error: Error) => void;
}

const TOO_MUCH = 'The script is too deeply nested or too complicated to be parsed';

/** One thread that parses one text at a time. Started when needed, ended when unused, when it takes too long and when a text has broken its parser. */
class ParserThread {
  readonly #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  ask(question: Question): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...question, resolve, reject });
      if (!this.#current) this.#next();
    });
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#current = this.#waiting.shift();
    if (!this.#current) {
      this.#thread?.unref();
      this.#timer = setTimeout(() => this.#end(), SANDBOX_LIMITS.stripIdleMs).unref();
      return;
    }
    this.#thread ??= this.#start();
    this.#thread.ref();
    this.#lastId += 1;
    this.#watch({ thread: this.#thread, id: this.#lastId });
    this.#thread.postMessage({ id: this.#lastId, kind: this.#current.kind, code: this.#current.code });
  }

  // What counts is the time that the thread had the processor for; where others keep it busy, a short text takes long, too.
  #watch({ thread, id }: { thread: Worker; id: number }): void {
    const end = performance.now() + SANDBOX_LIMITS.stripMostMs;
    const usedBefore = usedMs(thread);
    usedBefore.catch(() => undefined);
    const isOver = () => thread !== this.#thread || id !== this.#lastId || !this.#current;
    const look = async () => {
      const left = Math.max(0, end - performance.now());
      const used = await settledWithin({ work: Promise.all([usedMs(thread), usedBefore]), milliseconds: left });
      if (isOver()) return;
      if (!used || used[0] - used[1] >= SANDBOX_LIMITS.stripMs) return this.#giveUp();
      this.#timer = setTimeout(look, SANDBOX_LIMITS.stripMs);
    };
    this.#timer = setTimeout(look, SANDBOX_LIMITS.stripMs);
  }

  #start(): Worker {
    const thread = new Worker(PARSER_THREAD_SOURCE, {
      eval: true,
      env: {},
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: 128, stackSizeMb: 4 },
    });
    thread.on('message', (message) => {
      if (thread === this.#thread) this.#take(message);
    });
    for (const event of ['error', 'exit']) {
      thread.on(event, () => {
        if (thread === this.#thread) this.#giveUp();
      });
    }
    return thread;
  }

  #take(message: unknown): void {
    const parsed = answer.parse(message);
    if (!this.#current || parsed.id !== this.#lastId) return;
    const { resolve, reject } = this.#current;
    if ('code' in parsed) resolve(parsed.code);
    else if ('fault' in parsed) reject(new ScriptSyntaxError(parsed.fault));
    else return this.#giveUp();
    this.#next();
  }

  #giveUp(): void {
    this.#end();
    this.#current?.reject(new ScriptSyntaxError({ message: TOO_MUCH, line: 1, column: 1 }));
    this.#next();
  }

  #end(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.terminate();
  }
}

/** Milliseconds of the processor that a thread has had. */
async function usedMs(thread: Worker): Promise<number> {
  const { user, system } = await thread.cpuUsage();
  return (user + system) / 1_000;
}

/** What a promise gives, where it does in time and does not fail. */
async function settledWithin<Value>({
  work,
  milliseconds,
}: {
  work: Promise<Value>;
  milliseconds: number;
}): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

export const parserThread = new ParserThread();
