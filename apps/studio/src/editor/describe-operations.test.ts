import { expect, test } from '@jest/globals';
import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { localise } from '@patchbay/texts';
import { describeOperations } from './describe-operations.ts';
import { testsIn } from './tests-in.ts';

const document: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'if', type: 'condition' },
    { id: 'say', type: 'message', label: 'Hallo' },
    { id: 'ask', type: 'question' },
  ],
  edges: [],
};
const frame = { id: 'a', title: 'Anfang', x: 0, y: 0, width: 1, height: 1 };

testsIn('de');

const cases: [Operation, string][] = [
  [{ type: 'node.remove', id: 'if' }, '„Bedingung“ entfernt'],
  [{ type: 'node.set', id: 'ask', path: ['saveAs'], value: 'x' }, '„Speichern als“ von „Frage“ geändert'],
  [{ type: 'node.set', id: 'if', path: ['cases', 1] }, 'Eintrag aus „Fälle“ von „Bedingung“ entfernt'],
  [
    { type: 'node.set', id: 'if', path: ['cases', 0, 'when', 'all', 2], value: {}, places: [2] },
    'Eintrag zu „Fälle“ von „Bedingung“ hinzugefügt',
  ],
  [{ type: 'node.label', id: 'if', label: 'Kaputt?' }, '„Bedingung“ „Kaputt?“ genannt'],
  [{ type: 'node.label', id: 'say' }, 'Name von „Hallo“ entfernt'],
  [{ type: 'node.add', node: { id: 'x', type: 'message' } }, 'Nachricht hinzugefügt'],
  [{ type: 'node.add', node: { id: 'x', type: 'choice', label: 'Message' } }, '„Message“ hinzugefügt'],
  [{ type: 'node.label', id: 'if', label: 'Message' }, '„Bedingung“ „Message“ genannt'],
  [
    { type: 'settings.set', path: ['maxStepsPerTurn'], value: 9 },
    'Einstellung „Höchstzahl der Schritte einer Runde“ geändert',
  ],
  [{ type: 'flow.set', field: 'language', value: 'de' }, 'Sprache des Ablaufs geändert'],
  [{ type: 'edge.add', edge: { from: 'if', port: 'else', to: 'say' } }, '„Bedingung“ mit „Hallo“ verbunden'],
  [{ type: 'frame.add', frame }, 'Rahmen „Anfang“ hinzugefügt'],
  [{ type: 'frame.add', frame: { ...frame, title: '' } }, 'Rahmen hinzugefügt'],
];

test.each(cases)('in German the history quotes as German does: %j', (operation, german) => {
  expect(localise(describeOperations({ document, operations: [operation] }))).toBe(german);
});
