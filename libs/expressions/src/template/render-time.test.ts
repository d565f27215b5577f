import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { compileTemplate } from '../index.ts';
import { NOW, templateErrorOf } from '../testing/render.ts';
import { LimitPassed } from './limit-passed.ts';
import { RenderTime } from './render-time.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

// By a clock of our own: what is tested here must not hang on the machine.
const { renderMs, innocentSteps, extensions } = TEMPLATE_LIMITS;
let now = 0;
let asked: (() => void) | undefined;

let worked = 0;

beforeEach(() => {
  now = 0;
  worked = 0;
  asked = undefined;
  jest.spyOn(performance, 'now').mockImplementation(() => {
    asked?.();
    return now;
  });
  jest.spyOn(process, 'threadCpuUsage').mockImplementation(() => ({ user: worked * 1_000, system: 0 }));
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a render has its time, and not more', () => {
  const time = new RenderTime();
  time.check(innocentSteps + 1);
  now = worked = renderMs;
  time.check();
  now = worked = renderMs + 0.1;
  expect(() => time.check()).toThrow(LimitPassed);
});

test('one that was kept from working is given what it has not had', () => {
  const time = new RenderTime();
  time.check(innocentSteps + 1);
  worked = 20;
  now = 4_000;
  time.check();
  now += renderMs - 20;
  time.check();
  worked = renderMs;
  now += 0.1;
  expect(() => time.check()).toThrow(LimitPassed);
});

test('where the platform does not tell what was worked, the clock decides', () => {
  jest.spyOn(process, 'threadCpuUsage').mockReturnValue(Object(undefined));
  const time = new RenderTime();
  time.check(innocentSteps + 1);
  now = renderMs + 0.1;
  expect(() => time.check()).toThrow(LimitPassed);
});

test('one that has hardly worked is given its time again, however long it was away, and only so often', () => {
  const time = new RenderTime();
  time.check(innocentSteps - extensions);
  for (let away = 1; away <= extensions; away++) {
    now += 5_000;
    time.check();
  }
  now += renderMs;
  expect(() => time.check()).not.toThrow();
  now += 0.1;
  expect(() => time.check()).toThrow(LimitPassed);
});

test('an innocent template survives a pause in its midst', () => {
  let count = 0;
  asked = () => {
    if (++count === 20) now = 800;
  };
  const vars = { rows: Array.from({ length: 100 }, (_, id) => ({ id, at: '2026-11-24' })) };
  const source = "{% for row in vars.rows %}{{ row.id }} {{ row.at | date: '%d %B' }}, {% endfor %}";
  const text = compileTemplate(source).renderText({ scope: { vars }, now: NOW });
  expect(text).toMatch(/^0 24 November, .* 99 24 November, $/);
  expect(count).toBeGreaterThan(20);
});

describe('a dear template is dear however slow the clock goes: it is given its time again until it has taken its steps, and then works no longer than its time', () => {
  const scope = {
    vars: {
      items: Array.from({ length: 20_000 }, (_, id) => ({ id })),
      words: Array.from({ length: 100_000 }, (_, index) => `k${index}`),
      text: 'a'.repeat(199_000),
      part: `${'a'.repeat(500)}b${'a'.repeat(499)}`,
    },
  };

  test.each([
    ['few dates with a hundred names each', `{{ vars.items | where_exp: 'x', "x.id | date: '${'%c'.repeat(240)}'" }}`],
    [
      'a cycle of five thousand texts',
      `{% for i in (1..9000) %}{% cycle ${'"aaaa", '.repeat(5_000)}"b" %}{% endfor %}`,
    ],
    ['long lists compared', `{% if 1 == 2 ${'or vars.words contains "zz" '.repeat(3_000)}%}x{% endif %}`],
    ['long texts searched', `{% if 1 == 2 ${'or vars.text contains vars.part '.repeat(3_000)}%}x{% endif %}`],
  ])('%s', (_, source) => {
    const template = compileTemplate(source);
    // A clock so slow that a look at it takes 2 ms; these work for some 30 ms in 40 of them.
    let looks = 0;
    asked = () => {
      if (++looks > 1_000) throw new Error('It goes on.');
      now = worked = looks * 2;
    };
    expect(templateErrorOf(() => template.render({ scope, now: NOW })).code).toBe('template.limit');
    expect(looks).toBeLessThan(100);
  });
});
