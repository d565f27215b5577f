import { expect, test } from '@jest/globals';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { outletLabel } from './outlet-label.ts';

const options = [{ id: 'a', label: 'Printer' }];
const node = { id: 'x', type: 'choice', config: { options } };
const definition = nodeRegistry.get('choice');

test('a port is called what the card calls it', () => {
  expect(outletLabel({ step: { outlet: 'option:a' }, node, definition })).toBe('Printer');
  expect(outletLabel({ step: { outlet: 'no_match' }, node, definition })).toBe('No match');
  expect(outletLabel({ step: { outlet: 'next' }, node, definition })).toBeUndefined();
  expect(outletLabel({ step: {}, node, definition })).toBeUndefined();
});

test('of a node that is not at hand, or has another config by now, what it was given says it', () => {
  const step = { outlet: 'option:a', config: { options } };
  expect(outletLabel({ step, node: undefined, definition })).toBe('Printer');
  expect(outletLabel({ step, node: { ...node, config: {} }, definition })).toBe('Printer');
  expect(outletLabel({ step: { outlet: 'option:b', config: '•••' }, node, definition })).toBe('option:b');
});
