import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { questionDefinition } from './definition.ts';
import { questionHandler } from './handler.ts';

const question = (config: Record<string, unknown>, vars: JsonObject = {}, locale = 'en') =>
  new NodeTrial({
    definition: questionDefinition,
    handler: questionHandler,
    config: { text: 'Q?', saveAs: 'a', ...config },
    scope: { vars },
    locale,
  });
const waits = { kind: 'wait', waiting: { kind: 'question' } };
const gives = (output: unknown) => ({ kind: 'next', outlet: 'next', output });

test('has the ports next and gave_up', () => {
  expect(questionDefinition.outlets({}).map(({ id, kind }) => [id, kind])).toEqual([
    ['next', 'plain'],
    ['gave_up', 'stuck'],
  ]);
});

describe('gives what it expects', () => {
  test.each([
    ['text', ' anything at all ', 'anything at all'],
    ['number', '12', 12],
    ['number', 'about 12 pieces', 12],
    ['number', '-1.5', -1.5],
    ['email', 'ada@example.com', 'ada@example.com'],
    ['email', 'it is ada@example.com.', 'ada@example.com'],
    ['date', '2026-12-24', '2026-12-24'],
    ['date', 'from 2026-12-24 on', '2026-12-24'],
    ['date', 'tomorrow', '2026-11-25'],
    ['url', 'see https://example.com/a?b=c.', 'https://example.com/a?b=c'],
    ['yes_no', 'Yes please', true],
    ['yes_no', 'no', false],
  ])('%s: "%s"', async (expects, typed, value) => {
    const trial = question({ expects });
    expect(await trial.enter()).toMatchObject(waits);
    expect(trial.said).toEqual(['Q?']);
    expect(await trial.say(typed)).toEqual(gives(value));
    expect(trial.parts).toEqual([]);
  });

  test.each([
    ['number', '2 or 3'],
    ['number', 'many'],
    ['email', 'ada@example.com or bob@example.com'],
    ['email', 'ada at example'],
    ['date', '2026-12-24 or 2026-12-25'],
    ['date', '2026-02-30'],
    ['url', 'ftp://example.com'],
    ['yes_no', 'perhaps'],
    ['text', '   '],
  ])('%s: not "%s"', async (expects, typed) => {
    const trial = question({ expects });
    await trial.enter();
    expect(await trial.say(typed)).toMatchObject(waits);
  });

  test('regex: what fits whole, case counting', async () => {
    const trial = question({ expects: 'regex', pattern: 'INC[0-9]{7}', maxRetries: 9 });
    await trial.enter();
    for (const typed of ['see INC0000001', 'inc0000001', 'INC00000012'])
      expect(await trial.say(typed)).toMatchObject(waits);
    expect(await trial.say(' INC0000001 ')).toEqual(gives('INC0000001'));
  });

  test('numbers and dates as they are written in the user’s language', async () => {
    const number = question({ expects: 'number' }, {}, 'de');
    await number.enter();
    expect(await number.say('1.234,5')).toEqual(gives(1234.5));
    const date = question({ expects: 'date' }, {}, 'de');
    await date.enter();
    expect(await date.say('24.12.2026')).toEqual(gives('2026-12-24'));
  });

  test('a pattern is no template, and a broken one is an error of the flow', async () => {
    const braces = question({ expects: 'regex', pattern: '[{][{]a[}][}]|{{b}}' });
    await braces.enter();
    expect(await braces.say('{{a}}')).toEqual(gives('{{a}}'));
    const broken = question({ expects: 'regex', pattern: '(' });
    await broken.enter();
    await expect(broken.say('x')).rejects.toMatchObject({ code: 'pattern.invalid' });
    expect(questionDefinition.inspect?.({ expects: 'regex', pattern: '(' }, scopeOf())).toMatchObject([
      { path: 'pattern', code: 'pattern.invalid' },
    ]);
    expect(questionDefinition.inspect?.({ expects: 'regex' }, scopeOf())).toMatchObject([{ code: 'pattern.missing' }]);
  });

  test('a text that is too long for its pattern is asked for again', async () => {
    const trial = question({ expects: 'regex', pattern: '(ab|cd){900}' });
    await trial.enter();
    expect(await trial.say('ab'.repeat(1_900))).toMatchObject(waits);
  });
});

describe('asks again', () => {
  test.each([
    ['number', 'Please enter a number.'],
    ['email', 'Please enter an e-mail address, such as name@example.com.'],
    ['date', 'Please enter a date, such as 2026-11-24.'],
    ['url', 'Please enter a web address that begins with https://.'],
    ['yes_no', 'Please answer yes or no.'],
  ])('%s with a text of its own', async (expects, text) => {
    const trial = question({ expects });
    await trial.enter();
    await trial.say('…');
    expect(trial.said).toEqual([text]);
  });

  test('with the text of the node where it has one, rendered', async () => {
    const trial = question({ expects: 'number', retryText: 'A number, {{ vars.name }}!' }, { name: 'Ada' });
    await trial.enter();
    await trial.say('x');
    expect(trial.said).toEqual(['A number, Ada!']);
  });

  test('twice unless it says otherwise, then it gives up and saves nothing', async () => {
    for (const [config, most] of [
      [{}, 2],
      [{ maxRetries: 0 }, 0],
      [{ maxRetries: '4' }, 4],
    ] as const) {
      const trial = question({ expects: 'number', ...config });
      await trial.enter();
      for (let count = 0; count < most; count++) expect(await trial.say('x')).toMatchObject(waits);
      expect(await trial.say('x')).toEqual({ kind: 'next', outlet: 'gave_up' });
      expect(trial.said).toEqual([]);
    }
  });

  test('counts anew each time that it is entered', async () => {
    const trial = question({ expects: 'number', maxRetries: 1 });
    await trial.enter();
    await trial.say('x');
    await trial.enter();
    expect(await trial.say('x')).toMatchObject(waits);
    expect(await trial.say('x')).toMatchObject({ outlet: 'gave_up' });
  });
});

test('without a text just takes the next message', async () => {
  const trial = question({ text: undefined });
  expect(await trial.enter()).toMatchObject(waits);
  expect(trial.parts).toEqual([]);
  expect(await trial.say('x')).toEqual(gives('x'));
});

test('a click on what is open no more changes nothing', async () => {
  const trial = question({ expects: 'number', maxRetries: 1 });
  await trial.enter();
  await trial.say('x');
  expect(await trial.cancel()).toEqual({ ...waits, state: { tries: 1 } });
});

describe('skipIfSet', () => {
  test.each([
    ['email', 'ada@example.com', 'ada@example.com'],
    ['text', 'x', 'x'],
    ['number', 0, 0],
    ['number', '12', 12],
    ['number', 1e21, 1e21],
    ['yes_no', false, false],
    ['yes_no', 'no', false],
    ['date', '2026-12-24', '2026-12-24'],
  ])('does not ask where %s has %j already', async (expects, known, value) => {
    const trial = question({ expects, skipIfSet: true }, { a: known });
    expect(await trial.enter()).toEqual(gives(value));
    expect(trial.parts).toEqual([]);
  });

  test.each([
    ['email', 'no address'],
    ['email', ''],
    ['email', null],
    ['number', 'many'],
    ['text', { a: 1 }],
    ['text', []],
    ['yes_no', 5],
  ])('asks where %s has %j', async (expects, known) => {
    expect(await question({ expects, skipIfSet: true }, { a: known }).enter()).toMatchObject(waits);
  });

  test('a native number has no language', async () => {
    expect(await question({ expects: 'number', skipIfSet: true }, { a: 1.234 }, 'de').enter()).toEqual(gives(1.234));
  });

  test('a variable named as something that objects have is not set', async () => {
    expect(await question({ saveAs: 'toString', skipIfSet: true }).enter()).toMatchObject(waits);
    expect(await question({ saveAs: '__proto__', skipIfSet: true }).enter()).toMatchObject(waits);
  });

  test('without it asks although the variable is set', async () => {
    expect(await question({}, { a: 'known' }).enter()).toMatchObject(waits);
  });
});

function scopeOf() {
  return { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
}
