import { expect, test } from '@jest/globals';
import { pictureRows } from './picture-rows.ts';

const drawn = (...lines: string[]) => {
  const edges = lines.map((line) => {
    const [from = '', to = ''] = line.split(' ');
    return { from, port: to, to };
  });
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const typed: Record<string, string> = { start: 'start', end: 'end', open: 'end', if: 'condition' };
  const nodes = ids.map((id) => ({ id, type: typed[id] ?? 'message' }));
  return pictureRows({ nodes, edges }).map(({ node, depth, from }) => `${'  '.repeat(depth)}${node.id} ${from ?? '-'}`);
};

test('a way is drawn from top to bottom, without its start and its end', () => {
  expect(drawn('start a', 'a b', 'b end')).toEqual(['a -', 'b 0']);
});

test('branches are drawn before what they come together in, which lies on the main way', () => {
  expect(drawn('start a', 'a b', 'a c', 'b d', 'c d', 'd end')).toEqual(['a -', '  b 0', '  c 0', 'd 0']);
});

test('what each of several steps can lead to is drawn once, after the last of them', () => {
  const steps = ['start a', 'a done', 'a b', 'a help', 'b done', 'b help'];
  expect(drawn(...steps, 'done end', 'help summary', 'summary open')).toEqual([
    'a -',
    'b 0',
    '  done 1',
    'help 1',
    'summary 3',
  ]);
});

test('what a condition may skip lies off the main way', () => {
  expect(drawn('start if', 'if a', 'if b', 'a b', 'b end')).toEqual(['if -', '  a 0', 'b 0']);
});

test('ends where a way leads back', () => {
  expect(drawn('start a', 'a b', 'b a')).toEqual(['a -', 'b 0']);
});
