import type { RunEnd } from './process/run-end.ts';
import type { RunJob } from './process/script-worker.ts';

/** What the canaries need of a worker. */
interface CanaryWorker {
  readonly idle: boolean;
  run(job: RunJob): Promise<RunEnd>;
  atRest(): Promise<void>;
}

/** Small escapes that must fail, each with the one answer that shows it did. Tried in the first worker of a sandbox before it takes anybody's script. */
const CANARIES: readonly { code: string; value: string }[] = [
  { code: 'return input.a + 1', value: '2' },
  {
    code: "return this.constructor.constructor('return typeof process + typeof require + typeof module')()",
    value: '"undefinedundefinedundefined"',
  },
  {
    code: "return console.log.constructor('return typeof process')() + setTimeout.constructor('return typeof process')()",
    value: '"undefinedundefined"',
  },
  {
    code: "return ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef'].filter((name) => name in globalThis)",
    value: '[]',
  },
  { code: "return await import('node:fs').then(() => 'open', () => 'shut')", value: '"shut"' },
  {
    code: 'Error.prepareStackTrace = (error, frames) => frames.map((frame) => typeof frame.getFunction() + typeof frame.getThis()); const seen = new Error().stack; return Array.isArray(seen) && seen.some((pair, index) => index > 0 && pair !== "undefinedundefined")',
    value: 'false',
  },
  { code: 'globalThis.left = 1; Object.prototype.left = 1; return 1', value: '1' },
  { code: 'return [typeof left, ({}).left === undefined]', value: '["undefined",true]' },
  { code: 'return { toJSON() { return (() => {}).constructor("return typeof process")() } }', value: '"undefined"' },
];

/** The first canary that did not give its answer, with what it gave, or undefined when all did. */
export async function firstFailingCanary(worker: CanaryWorker): Promise<string | undefined> {
  for (const canary of CANARIES) {
    if (!worker.idle) return `${canary.code}: the worker has ended`;
    const { outcome } = await worker.run({ code: canary.code, input: '{"a":1}', timeoutMs: 5_000, memoryMb: 32 });
    if (outcome.status !== 'value' || outcome.value !== canary.value)
      return `${canary.code}: ${JSON.stringify(outcome)}`;
    await worker.atRest();
  }
  return undefined;
}
