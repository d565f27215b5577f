import { expect, test } from '@jest/globals';
import { givenParts } from './given-parts.ts';

test('what a node fills in by itself is not called filled in', () => {
  const config = { assignments: [{ key: 'state', value: '{{ nodes.http.body.state }}' }], note: 'Ada' };
  expect(givenParts({ config, raw: ['assignments'] })).toEqual({
    filled: { note: 'Ada' },
    written: { assignments: config.assignments },
  });
});

test('what is told of no config is kept as it is', () => {
  expect(givenParts({ config: 'gone', raw: ['code'] })).toEqual({ filled: 'gone', written: undefined });
});
