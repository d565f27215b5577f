import { describe, expect, test } from '@jest/globals';
import { NodeError, type ScriptPort, type ScriptRequest } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { scriptDefinition } from './definition.ts';
import { scriptHandler } from './handler.ts';

function script(config: Record<string, unknown>, answer: string | NodeError) {
  const requests: ScriptRequest[] = [];
  const port: ScriptPort = {
    async run(request) {
      requests.push(request);
      if (answer instanceof NodeError) throw answer;
      return { value: answer, logs: [{ level: 'warn', text: 'careful' }] };
    },
  };
  const trial = new NodeTrial({
    definition: scriptDefinition,
    handler: scriptHandler,
    config: { code: 'return 1', ...config },
    scope: {
      vars: { n: 2 },
      user: { id: 'u' },
      message: { text: 'hi', files: [] },
      nodes: { a: 'x' },
      env: { secret: 's' },
    },
    services: { script: port },
  });
  return { trial, requests };
}

test('has the ports next and error', () => {
  expect(scriptDefinition.outlets({}).map(({ id, kind }) => [id, kind])).toEqual([
    ['next', 'plain'],
    ['error', 'error'],
  ]);
});

describe('what a script is given', () => {
  test('its code as it is written: braces are no templates', async () => {
    const code = 'const o = {{}}; return `{{ vars.n }} {% if %}`';
    const { trial, requests } = script({ code }, '1');
    await trial.enter();
    expect(requests[0]?.code).toBe(code);
  });

  test('an input with vars, user, message, nodes and conversation, and nothing else, as text', async () => {
    const { trial, requests } = script({}, '1');
    await trial.enter();
    expect(JSON.parse(requests[0]?.input ?? '')).toEqual({
      vars: { n: 2 },
      user: { id: 'u' },
      message: { text: 'hi', files: [] },
      nodes: { a: 'x' },
      conversation: { id: 'c1', startedAt: trial.now, channel: 'test', locale: 'en', turns: 1 },
    });
  });

  test('1,000 ms and 32 MB, or what it asks for', async () => {
    const plain = script({}, '1');
    await plain.trial.enter();
    expect(plain.requests[0]).toMatchObject({ timeoutMs: 1_000, memoryMb: 32, signal: plain.trial.stop.signal });
    const own = script({ timeoutMs: '{{ 100 | times: 5 }}', memoryMb: 64 }, '1');
    await own.trial.enter();
    expect(own.requests[0]).toMatchObject({ timeoutMs: 500, memoryMb: 64 });
  });

  test('30,000 ms and 256 MB at most', () => {
    const fits = (config: object) => scriptDefinition.config.safeParse({ code: 'x', ...config }).success;
    expect([fits({ timeoutMs: 30_000, memoryMb: 256 }), fits({ timeoutMs: 30_001 }), fits({ memoryMb: 257 })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test.each([
  ['an object', '{"a":[1,null]}', { a: [1, null] }],
  ['nothing', 'null', null],
  ['a text', '"x"', 'x'],
])('gives %s, and tells the trace what it logged', async (_, value, output) => {
  const { trial } = script({}, value);
  expect(await trial.enter()).toEqual({ kind: 'next', outlet: 'next', output });
  expect(trial.logs).toEqual([{ level: 'warn', text: 'careful' }]);
  expect(trial.parts).toEqual([]);
});

test('what it returns cannot reach a prototype', async () => {
  const { trial } = script({}, '{"a":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}');
  expect(await trial.enter()).toMatchObject({ output: { a: {} } });
  expect(JSON.stringify(await trial.enter())).not.toContain('polluted');
});

test('fails with the error of the sandbox, or where its answer is no JSON', async () => {
  const late = new NodeError({ code: 'script.timeout', message: 'Too slow.', fault: 'user' });
  await expect(script({}, late).trial.enter()).rejects.toBe(late);
  await expect(script({}, 'no json').trial.enter()).rejects.toMatchObject({
    code: 'script.not_json',
    retryable: false,
  });
});
