import { afterAll, describe, expect, it } from '@jest/globals';
import { NodeError, type ScriptPort, type ScriptRequest } from '@patchbay/node-kit';
import { createScriptSandbox } from './create-script-sandbox.ts';
import { SANDBOX_LIMITS } from './sandbox-limits.ts';
import { stripTypes } from './strip/strip-types.ts';

const sandbox = createScriptSandbox();
const port = sandbox.bind({ workspace: 'w', flowVersion: '1' });
afterAll(() => sandbox.close());

function run(code: string, more: Partial<ScriptRequest> & { on?: ScriptPort } = {}) {
  const { on = port, ...request } = more;
  return on.run({
    code,
    input: '{"vars":{"name":"Ada","list":[1,2]}}',
    timeoutMs: 3_000,
    memoryMb: 32,
    signal: new AbortController().signal,
    ...request,
  });
}

async function valueOf(code: string, more: Partial<ScriptRequest> = {}): Promise<unknown> {
  return JSON.parse((await run(code, more)).value);
}

async function errorOf(code: string, more: Partial<ScriptRequest> = {}): Promise<NodeError> {
  const outcome: unknown = await run(code, more).catch((error: unknown) => error);
  if (outcome instanceof NodeError) return outcome;
  throw new Error(`No NodeError: ${JSON.stringify(outcome)}`);
}

describe('what a script returns', () => {
  it.each<[string, unknown]>([
    ['return input.vars.name', 'Ada'],
    ['return input', { vars: { name: 'Ada', list: [1, 2] } }],
    ['', null],
    ['return', null],
    ['return undefined', null],
    ['return null', null],
    ['return [1, "é😀", true, { a: [] }]', [1, 'é😀', true, { a: [] }]],
    ['return await Promise.resolve(5)', 5],
    ['return new Promise((resolve) => setTimeout(() => resolve("later"), 20))', 'later'],
    ['let n = 0; for await (const x of (async function* () { yield 1; yield 2 })()) n += x; return n', 3],
    ['return { day: new Date(0), gone: undefined, odd: NaN }', { day: '1970-01-01T00:00:00.000Z', odd: null }],
    ['return new Intl.NumberFormat("de").format(1234.5)', '1.234,5'],
    ['return typeof input + typeof console + typeof globalThis', 'objectobjectobject'],
    ['return 1 // with a comment at the end', 1],
  ])('%s', async (code, expected) => {
    expect(await valueOf(code)).toEqual(expected);
  });

  it('runs TypeScript whose types were stripped', async () => {
    const { code } = await stripTypes('const list: number[] = input.vars.list;\nreturn list.map((n): number => n * 2)');
    expect(await valueOf(code)).toEqual([2, 4]);
  });

  it.each([
    'return () => 1',
    'return Symbol("x")',
    'return 10n',
    'const o = {}; o.o = o; return o',
    'return { n: 1n }',
  ])('is refused when it is no JSON: %s', async (code) => {
    expect((await errorOf(code)).code).toBe('script.not_json');
  });

  it('may be as large as its limit and no larger', async () => {
    const most = SANDBOX_LIMITS.outputBytes;
    expect(await valueOf(`return 'x'.repeat(${most - 2})`)).toHaveLength(most - 2);
    expect((await errorOf(`return 'x'.repeat(${most - 1})`)).code).toBe('script.output_too_large');
    expect((await errorOf(`return '€'.repeat(${most / 3})`)).code).toBe('script.output_too_large');
  });

  it('takes input up to its limit', async () => {
    const input = JSON.stringify({ text: 'x'.repeat(SANDBOX_LIMITS.inputBytes - 11) });
    expect(await valueOf('return input.text.length', { input })).toBe(SANDBOX_LIMITS.inputBytes - 11);
    expect((await errorOf('return 1', { input: `${input} ` })).code).toBe('script.input_too_large');
    await expect(run('return 1', { input: '{' })).rejects.toThrow(TypeError);
  });
});

describe('what a script writes', () => {
  it('comes back in order with its level', async () => {
    const { logs } = await run(
      'console.log("a", 1, { b: [2] }); console.info(null, undefined); console.warn(new TypeError("no")); console.error(3n, Symbol("s"), () => 1); console.debug("d")',
    );
    expect(logs).toEqual([
      { level: 'log', text: 'a 1 {"b":[2]}' },
      { level: 'info', text: 'null undefined' },
      { level: 'warn', text: 'TypeError: no' },
      { level: 'error', text: '3 Symbol(s) [function]' },
      { level: 'log', text: 'd' },
    ]);
  });

  it('is cut by number and by length', async () => {
    const many = (await run('for (let i = 0; i < 1000; i++) console.log(i)')).logs;
    expect(many).toHaveLength(SANDBOX_LIMITS.logEntries);
    expect(many.at(-1)).toMatchObject({ level: 'warn', text: expect.stringContaining('More was written') });
    const long = (await run('for (let i = 0; i < 99; i++) console.log("x".repeat(1e5))')).logs;
    expect(long[0]?.text).toHaveLength(SANDBOX_LIMITS.logEntryChars);
    expect(long.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(SANDBOX_LIMITS.logChars * 1.2);
  });

  it('is there when the script fails, also when it is killed', async () => {
    const logs = [{ level: 'log', text: 'so far' }];
    expect((await errorOf('console.log("so far"); null.x')).details).toMatchObject({ logs });
    expect((await errorOf('console.log("so far"); for (;;);', { timeoutMs: 50 })).details).toEqual({ logs });
  });
});

describe('what a script throws', () => {
  it('has name, message and place', async () => {
    const error = await errorOf('const a = 1;\n  throw new RangeError("too far")');
    expect(error.toData()).toEqual({
      code: 'script.error',
      message: 'RangeError: too far',
      retryable: false,
      details: { name: 'RangeError', line: 2, column: 9, logs: [] },
    });
  });

  it('has the place in a function of its own and after an await', async () => {
    expect((await errorOf('function f() {\n  return null.x\n}\nawait 0;\nreturn f()')).details).toMatchObject({
      line: 2,
    });
  });

  it.each([
    ['throw "text"', 'Error: text'],
    ['throw { code: 7 }', 'Error: {"code":7}'],
    ['throw undefined', 'Error: undefined'],
    ['throw null', 'Error: null'],
    ['throw Object.assign(new Error("m"), { name: "Mine" })', 'Mine: m'],
    ['return Promise.reject(new Error("rejected"))', 'Error: rejected'],
    ['setTimeout(() => { throw new Error("in a timer") }, 1); await new Promise(() => {})', 'Error: in a timer'],
    ['return missing', 'ReferenceError: missing is not defined'],
    ['return fetch("http://127.0.0.1")', 'ReferenceError: fetch is not defined'],
    ['throw { get message() { throw 1 } }', 'Error: The script threw something that cannot be read'],
  ])('%s', async (code, message) => {
    expect(await errorOf(code)).toMatchObject({ code: 'script.error', message });
  });

  it('is cut when it is long', async () => {
    const error = await errorOf('const e = new Error("m".repeat(1e6)); e.name = "n".repeat(1e6); throw e');
    expect(error.message.length).toBeLessThan(SANDBOX_LIMITS.errorMessageChars + SANDBOX_LIMITS.errorNameChars + 3);
  });
});

describe('timers', () => {
  it('come in order and can be cleared', async () => {
    const code = `const seen = [];
      setTimeout((...values) => seen.push(...values), 30, 'late', 1); setTimeout(() => seen.push('soon'), 5);
      const cleared = setTimeout(() => seen.push('never'), 10); clearTimeout(cleared);
      await new Promise((resolve) => setTimeout(resolve, 60)); return seen`;
    expect(await valueOf(code)).toEqual(['soon', 'late', 1]);
  });

  it('do not keep a run going that has its result', async () => {
    const start = performance.now();
    expect(await valueOf('setTimeout(() => {}, 20000); return 1')).toBe(1);
    expect(await valueOf('return 2')).toBe(2);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('do not outlive the limit', async () => {
    const start = performance.now();
    const error = await errorOf('await new Promise((resolve) => setTimeout(resolve, 20000))', { timeoutMs: 100 });
    expect(error.code).toBe('script.timeout');
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('limits', () => {
  it('ends a script that waits for nothing at once, and keeps its worker', async () => {
    await run('return 1');
    const { killed } = sandbox.stats();
    const start = performance.now();
    expect((await errorOf('await new Promise(() => {})', { timeoutMs: 30_000 })).code).toBe('script.timeout');
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(await valueOf('return 1')).toBe(1);
    expect(sandbox.stats().killed).toBe(killed);
  });

  it('lets a script use the memory it was given', async () => {
    const code = (megabytes: number) =>
      `const a = []; for (let i = 0; i < ${megabytes}; i++) a.push(new Uint8Array(1 << 20).fill(1)); return a.length`;
    expect(await valueOf(code(24), { timeoutMs: 20_000 })).toBe(24);
    expect(await valueOf(code(200), { memoryMb: 256, timeoutMs: 20_000 })).toBe(200);
    await errorOf(code(200));
  });

  it('ends one that wants more, by the engine or by the parent', async () => {
    expect((await errorOf('const a = []; for (;;) a.push(new Array(1e4).fill(1.5))')).code).toBe('script.memory');
    expect((await errorOf('return "a".repeat(5e8).replace(/a/g, "bb").length', { timeoutMs: 10_000 })).code).toBe(
      'script.memory',
    );
    expect(await valueOf('return 1')).toBe(1);
  });

  it('brings odd limits into range', async () => {
    expect(await valueOf('return 1', { timeoutMs: 1e9, memoryMb: 1 })).toBe(1);
    expect((await errorOf('for (;;);', { timeoutMs: -5 })).code).toBe('script.timeout');
  });
});

describe('one run and another', () => {
  it('share nothing', async () => {
    await run(
      'globalThis.leak = input; Object.prototype.leak = 1; Array.prototype.map = null; input.vars.name = "Eve"; return 1',
    );
    expect(
      await valueOf('return [typeof leak, ({}).leak === undefined, [1].map((x) => x + 1), input.vars.name]'),
    ).toEqual(['undefined', true, [2], 'Ada']);
  });

  it('at the same time keep to themselves', async () => {
    const results = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        valueOf('globalThis.mine = input.n; await new Promise((r) => setTimeout(r, 3)); return mine', {
          input: JSON.stringify({ n: index }),
        }),
      ),
    );
    expect(results).toEqual(Array.from({ length: 24 }, (_, index) => index));
  });
});

it('stops a run by its signal', async () => {
  const controller = new AbortController();
  const running = errorOf('for (;;);', { signal: controller.signal, timeoutMs: 20_000 });
  setTimeout(() => controller.abort(), 100);
  expect((await running).code).toBe('aborted');
  expect((await errorOf('return 1', { signal: controller.signal })).code).toBe('aborted');
  expect(await valueOf('return 1')).toBe(1);
});
