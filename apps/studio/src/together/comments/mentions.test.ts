import { describe, expect, test } from '@jest/globals';
import { mentionsIn, offeredMembers } from './mentions.ts';

const members = [
  { id: 'b', name: 'Bob' },
  { id: 'bt', name: 'Bobby Tables' },
  { id: 'bo', name: 'Bob Tables' },
  { id: 's1', name: 'Sam' },
  { id: 's2', name: 'Sam' },
];

test.each<[string, string[], string[]]>([
  ['@Bobby Tables, please look', ['bt'], ['bt']],
  ['@Bob, please look', ['b'], ['b']],
  ['@Bob Tables', ['bo'], ['bo']],
  ['@Bob please, and @Bobby Tables', ['b', 'bt'], ['b', 'bt']],
  ['@Bobby', [], []],
  ['mail bob@Bob', [], []],
  ['@Sam', ['s2'], ['s2']],
  ['@Sam', [], []],
  ['Nobody any more', ['b'], []],
])('%j, picked %j: %j', (body, picked, expected) => {
  expect(mentionsIn({ body, members, picked })).toEqual(expected);
});

describe('who is offered', () => {
  const names = (begun: string) => offeredMembers({ members, begun }).map((one) => one.name);
  test('by first name and by surname', () => {
    expect(names('tab')).toEqual(['Bobby Tables', 'Bob Tables']);
    expect(names('bob')).toEqual(['Bob', 'Bobby Tables', 'Bob Tables']);
    expect(names('Bob T')).toEqual(['Bob Tables']);
    expect(names('xyz')).toEqual([]);
    expect(names('')).toHaveLength(5);
  });
});
