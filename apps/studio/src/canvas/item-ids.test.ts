import { expect, test } from '@jest/globals';
import { edgeItem, frameItem, itemOf, noteItem } from './item-ids.ts';

test('what is selected is known by its name', () => {
  expect(itemOf('hello')).toEqual({ kind: 'node', id: 'hello' });
  expect(itemOf(noteItem('n'))).toEqual({ kind: 'note', id: 'n' });
  expect(itemOf(frameItem('edge:a'))).toEqual({ kind: 'frame', id: 'edge:a' });
  expect(itemOf(edgeItem({ from: 'ask', port: 'option:a b' }))).toEqual({
    kind: 'edge',
    from: 'ask',
    port: 'option:a b',
  });
});
