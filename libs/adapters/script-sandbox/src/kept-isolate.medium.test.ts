import { afterAll, expect, it } from '@jest/globals';
import { createScriptSandbox } from './create-script-sandbox.ts';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';

// One worker, so that runs follow each other in one process, and in one isolate where they may.
const sandbox = createScriptSandbox({ workers: 1, queueTimeoutMs: 60_000 });
const port = sandbox.bind({ workspace: 'kept', flowVersion: '1' });
afterAll(() => sandbox.close());

const run = (code: string) =>
  port.run({ code, input: '{"a":1}', timeoutMs: 10_000, memoryMb: 32, signal: new AbortController().signal });

/** Each tries to leave something behind while it gives its value as good scripts do. */
const LEAVING = [
  'globalThis.left = 1; var alsoLeft = 2; return 0',
  'Object.prototype.left = 1; Array.prototype.map = () => ["mine"]; return 0',
  'JSON.stringify = () => "{}"; JSON.parse = () => ({ a: 41 }); return 0',
  'Promise.prototype.then = () => undefined; return 0',
  'Error.prepareStackTrace = () => "mine"; Error.stackTraceLimit = 0; return 0',
  '/left(.)/.exec("left1"); return 0',
  'Symbol.for("left").description; Symbol.prototype.left = 1; return 0',
  'Object.freeze(Array.prototype); Object.freeze(Object.prototype); return 0',
  'Function.prototype.call = Function.prototype.apply = () => "mine"; return 0',
  'console.log = () => undefined; setTimeout = () => undefined; return 0',
  'setTimeout(() => { globalThis.left = 1; console.log("late") }, 20); return 0',
  'new Promise(() => undefined).then(() => console.log("late")); Promise.reject(new Error("left")); return 0',
  '(async () => { for (let i = 0; i < 50; i++) await null; console.log("late"); globalThis.left = 1 })(); return 0',
  'Intl.left = 1; Intl.NumberFormat = undefined; Intl.DateTimeFormat.prototype.format = () => "mine"; Date.prototype.toLocaleString = () => "mine"; return 0',
  'Error.captureStackTrace = () => "mine"; Reflect.ownKeys = () => ["mine"]; Map.prototype.get = () => "mine"; return 0',
  'Object.defineProperty(Object.prototype, "then", { get() { return (done) => done("mine") } }); return 0',
  'Array.prototype[Symbol.iterator] = function* () { yield "mine" }; Object.prototype[Symbol.for("left")] = 1; return 0',
  'const hidden = []; for (let i = 0; i < 1e5; i++) hidden.push({ i }); globalThis.left = hidden; return 0',
];

const SEEING = `
let threw;
try { null.x } catch (error) { threw = error }
return [
  typeof left, typeof alsoLeft, 'left' in {}, [1].map((n) => n + 1)[0], input.a, RegExp.$1, Symbol('x').left === undefined,
  Object.isFrozen(Array.prototype), (function () { return this.n }).call({ n: 3 }), typeof threw.stack, threw.stack.length > 20,
  await Promise.resolve(4), await new Promise((resolve) => setTimeout(() => resolve(5), 1)),
  'left' in Intl, typeof Intl.NumberFormat, (1.5).toLocaleString('en'), new Date(0).toLocaleString('en') === 'mine', 'then' in {}, [...[6]][0],
  Symbol.for('left') in {}, Reflect.ownKeys({ b: 1 })[0], new Map([[1, 7]]).get(1), Error.captureStackTrace({}) === undefined,
]`;
const CLEAN = [
  ...['undefined', 'undefined', false, 2, 1, '', true, false, 3, 'string', true, 4, 5],
  ...[false, 'function', '1.5', false, false, 6, false, 'b', 7, true],
];

it.each(LEAVING)('the next run of the same flow sees nothing of: %s', async (code) => {
  // What comes first is in an isolate that has had runs.
  expect(await run('return 1')).toEqual({ value: '1', logs: [] });
  expect((await run(code)).value).toBe('0');
  const { value, logs } = await run(SEEING);
  expect(JSON.parse(value)).toEqual(CLEAN);
  expect(logs).toEqual([]);
});

it('gives each run all of its memory, whatever those before it held', async () => {
  // Half of a run's share in numbers, and a third outside of the heap.
  const code = 'const held = []; for (let i = 0; i < 16; i++) held.push(new Array(131072).fill(i)); return held.length';
  const outside = 'const held = new Uint8Array(10 * 2 ** 20).fill(7); return held[9]';
  for (let index = 0; index < 12; index += 1) {
    expect((await run(code)).value).toBe('16');
    expect((await run(outside)).value).toBe('7');
  }
});

it('an isolate has so many runs and no more, and none is felt', async () => {
  const before = sandbox.stats();
  for (let index = 0; index < SANDBOX_LIMITS.runsPerIsolate + 5; index += 1)
    expect((await run(`return input.a + ${index}`)).value).toBe(String(index + 1));
  const after = sandbox.stats();
  expect(after.killed + after.died).toBe(before.killed + before.died);
});
