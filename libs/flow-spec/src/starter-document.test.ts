import { expect, test } from '@jest/globals';
import { parseFlowDocument } from './parse-flow-document.ts';
import { starterDocument } from './starter-document.ts';

test('a new flow is let in, leads somewhere and asks again when it is stuck', () => {
  const document = starterDocument({ key: 'f', name: 'F' });
  expect(parseFlowDocument(document)).toEqual({ ok: true, value: document });
  expect(document.edges).toEqual([{ from: 'start', port: 'next', to: 'hello' }]);
  expect(document.settings).toEqual({ onStuck: 'repeat' });
});

test('a new flow in another language says its first words in it', () => {
  const first = (language: string) => starterDocument({ key: 'f', name: 'F', language }).nodes[1]?.config;
  expect(first('de')).toEqual({ text: 'Hallo! Wie kann ich Ihnen helfen?' });
  expect(first('fr')).toEqual(first('en'));
  const german = starterDocument({ key: 'f', name: 'F', language: 'de' });
  expect(parseFlowDocument(german)).toEqual({ ok: true, value: german });
});
