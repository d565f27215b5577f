import { expect, test } from '@jest/globals';
import type { TestTurn } from '@patchbay/api-contract';
import { starterDocument } from '@patchbay/flow-spec';
import { labelsIn } from './labels-in.ts';
import { turnTitles } from './turn-titles.ts';

test('the turns of the user are numbered; the greeting and what comes of itself are none', () => {
  const turns: TestTurn[] = [
    { act: 'open', expect: [] },
    { act: 'say', text: 'Hello', expect: [] },
    { act: 'timer', expect: [] },
    { act: 'choose', label: 'VPN', expect: [] },
  ];
  expect(turnTitles({ turns, labelsOf: labelsIn([]) })).toEqual([
    'The conversation begins',
    '1. The user says “Hello”',
    'Time passes',
    '2. The user chooses “VPN”',
  ]);
});

test('what was chosen and sent is told as the user read it, where the flow says how', () => {
  const key = { key: 'flow', name: 'Flow' };
  const document = {
    ...starterDocument(key),
    nodes: [
      { id: 'pick', type: 'choice', config: { options: [{ id: 'pc', label: 'Computer' }] } },
      { id: 'other', type: 'choice', config: { options: [{ id: 'pc', label: 'Political correctness' }] } },
      {
        id: 'form',
        type: 'form',
        config: {
          fields: [
            { key: 'title', label: 'What is it?', type: 'text' },
            { key: 'prio', label: 'Priority', type: 'select', options: [{ value: 'high', label: 'At once' }] },
            { key: 'mine', label: 'Is it yours?', type: 'checkbox' },
          ],
        },
      },
    ],
  };
  const values = { title: 'Printer', prio: 'high', mine: true, gone: 4, empty: null };
  const turns: TestTurn[] = [
    { act: 'choose', options: ['pc'], expect: [], path: ['pick', 'form'] },
    // Which of the two it was is not known.
    { act: 'choose', options: ['pc'], expect: [] },
    { act: 'choose', options: ['pc'], label: 'As it was read', expect: [] },
    { act: 'fill', values, expect: [], path: ['form'] },
  ];
  expect(turnTitles({ turns, labelsOf: labelsIn([document]) })).toEqual([
    '1. The user chooses “Computer”',
    '2. The user chooses “pc”',
    '3. The user chooses “As it was read”',
    '4. The user sends the form: What is it? Printer; Priority: At once; Is it yours? yes; gone: 4',
  ]);
});
