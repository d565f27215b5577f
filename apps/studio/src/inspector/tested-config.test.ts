import { expect, test } from '@jest/globals';
import { testedConfig } from './tested-config.ts';

const data = { vars: { state: 'down', p: 'zero' }, nodes: { http: { body: { state: 'up' } } }, message: 'hello' };
const base = { data, then: undefined, raw: [], sets: [] };

test('a text gives what it gives now, not what it gave before it was changed', () => {
  const then = { config: { text: 'Hello {{ vars.p }}' }, given: { text: 'Hello zero' } };
  const config = { text: 'Now {{ vars.p | upcase }}, {{ message.text }}', plain: 'No template' };
  expect(testedConfig({ ...base, config, then })).toEqual({ text: 'Now ZERO, hello' });
});

test('what is not rendered beforehand is given as it comes out, not as it is written', () => {
  const config = { cases: [{ when: { all: [{ left: '{{ nodes.http.body.state | upcase }}', op: 'eq', right: 1 }] } }] };
  const then = { config, given: config };
  const tested = { cases: [{ when: { all: [{ left: 'UP' }] } }] };
  expect(testedConfig({ ...base, config, then, raw: ['cases'] })).toEqual(tested);
  expect(testedConfig({ ...base, data: undefined, config, then, raw: ['cases'] })).toEqual({
    cases: [{ when: { all: [{}] } }],
  });
});

test('a variable that the node sets itself may be another by then: nothing is said of it', () => {
  const config = {
    assignments: [
      { key: 'p', value: 'one' },
      { key: 'q', value: '{{ vars.p }} {{ vars.state }}' },
    ],
  };
  expect(testedConfig({ ...base, config, raw: ['assignments'], sets: ['p', 'q'] })).toEqual({ assignments: [{}, {}] });
});

test('what reads the user or the time is as it was while its text is the same, and unknown once it is another', () => {
  const config = { text: 'Hello {{ user.name }}' };
  const then = { config, given: { text: 'Hello Ada' } };
  expect(testedConfig({ ...base, config, then })).toEqual({ text: 'Hello Ada' });
  expect(testedConfig({ ...base, config: { text: 'Bye {{ user.name }}' }, then })).toEqual({});
  expect(testedConfig({ ...base, config: { text: "{{ 'now' | date: '%Y' }}" } })).toEqual({});
});

test('what does not parse says nothing', () => {
  expect(testedConfig({ ...base, config: { text: '{{ vars.p | ' } })).toEqual({});
});
