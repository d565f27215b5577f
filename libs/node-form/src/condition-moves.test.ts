import { describe, expect, test } from '@jest/globals';
import type { Condition } from '@patchbay/expressions';
import { countMembers, moveMember, stepOf } from './condition-moves.ts';

const rule = (left: string): Condition => ({ left, op: 'exists' });
const nested: Condition = {
  all: [rule('a'), { any: [rule('b'), rule('c')] }, { not: { any: [rule('d')] } }, rule('e')],
};

/** As it reads, in short. */
function read(condition: Condition): string {
  if ('left' in condition) return String(condition.left);
  if ('not' in condition) return `!${read(condition.not)}`;
  return 'all' in condition ? `(${condition.all.map(read).join(' & ')})` : `(${condition.any.map(read).join(' | ')})`;
}

function moved(from: (string | number)[], to: { group: (string | number)[]; index: number }, condition = nested) {
  const result = moveMember({ condition, from, to });
  return result && [read(result.condition), result.path.join('.')];
}

describe('a member is moved', () => {
  test('within its group, to either side', () => {
    expect(moved(['all', 0], { group: [], index: 4 })).toEqual(['((b | c) & !(d) & e & a)', 'all.3']);
    expect(moved(['all', 3], { group: [], index: 0 })).toEqual(['(e & a & (b | c) & !(d))', 'all.0']);
  });

  test('into a group and out of one', () => {
    expect(moved(['all', 0], { group: ['all', 1], index: 1 })).toEqual(['((b | a | c) & !(d) & e)', 'all.0.any.1']);
    expect(moved(['all', 1, 'any', 1], { group: [], index: 0 })).toEqual(['(c & a & (b) & !(d) & e)', 'all.0']);
  });

  test('as a whole group, into an exception', () => {
    expect(moved(['all', 1], { group: ['all', 2, 'not'], index: 0 })).toEqual([
      '(a & !((b | c) | d) & e)',
      'all.1.not.any.0',
    ]);
  });

  test('and a group that it leaves empty goes', () => {
    expect(moved(['all', 2, 'not', 'any', 0], { group: [], index: 0 })).toEqual(['(d & a & (b | c) & e)', 'all.0']);
  });

  test('not into itself', () => {
    expect(moved(['all', 1], { group: ['all', 1], index: 0 })).toBeUndefined();
  });

  test('and the condition that it was taken from stays as it was', () => {
    const before = JSON.stringify(nested);
    moved(['all', 0], { group: ['all', 1], index: 1 });
    expect(JSON.stringify(nested)).toBe(before);
  });
});

test('step by step a rule goes down through all groups, and up again', () => {
  const walk = (step: -1 | 1, condition: Condition, from: (string | number)[]) => {
    const seen = [read(condition)];
    for (let at = { condition, path: from }; ; ) {
      const to = stepOf({ condition: at.condition, from: at.path, step });
      const next = to && moveMember({ condition: at.condition, from: at.path, to });
      if (!next) return { seen, ...at };
      at = next;
      seen.push(read(next.condition));
    }
  };
  const down = walk(1, nested, ['all', 0]);
  expect(down.seen).toEqual([
    '(a & (b | c) & !(d) & e)',
    '((a | b | c) & !(d) & e)',
    '((b | a | c) & !(d) & e)',
    '((b | c | a) & !(d) & e)',
    '((b | c) & a & !(d) & e)',
    '((b | c) & !(a | d) & e)',
    '((b | c) & !(d | a) & e)',
    '((b | c) & !(d) & a & e)',
    '((b | c) & !(d) & e & a)',
  ]);
  expect(walk(-1, down.condition, down.path).seen).toEqual(down.seen.toReversed());
});

test('how many there are to be moved past', () => {
  expect(countMembers(nested)).toBe(7);
  expect(countMembers({ all: [rule('a')] })).toBe(1);
});
