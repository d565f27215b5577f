import { expect, test } from '@jest/globals';
import type { FlowDocument } from '@patchbay/flow-spec';
import { testsIn } from '../editor/tests-in.ts';
import { canvasElements } from './canvas-elements.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'pick', type: 'choice', config: { options: [{ id: 'a', label: 'Message' }] } },
    { id: 'bye', type: 'end', label: 'Tschüss' },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'pick' },
    { from: 'pick', port: 'option:a', to: 'bye' },
    { from: 'pick', port: 'gone', to: 'bye' },
  ],
};
const none = { selection: new Set<string>(), lit: new Set<string>(), others: new Set<string>() };

testsIn('de');

test('edges are told as the cards call their ends and their port', () => {
  expect(
    canvasElements()
      .edges({ document, ...none })
      .map(({ ariaLabel }) => ariaLabel),
  ).toEqual([
    'Weg „Weiter“ von Start zu Auswahl',
    'Weg „Message“ von Auswahl zu Tschüss',
    'Weg „gone“ von Auswahl zu Tschüss',
  ]);
});

test('only the edges of a node that was changed are others than before', () => {
  const elements = canvasElements();
  const before = elements.edges({ document, ...none });
  expect(elements.edges({ document: { ...document, layout: { pick: { x: 1, y: 2 } } }, ...none })).toBe(before);
  const nodes = document.nodes.map((node) => (node.id === 'bye' ? { ...node, label: 'Ende' } : node));
  const after = elements.edges({ document: { ...document, nodes }, ...none });
  expect(after.map((edge, index) => edge === before[index])).toEqual([true, false, false]);
  expect(after[1]?.ariaLabel).toBe('Weg „Message“ von Auswahl zu Ende');
});
