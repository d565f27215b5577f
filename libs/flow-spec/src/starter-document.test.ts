import { expect, test } from '@jest/globals';
import { parseFlowDocument } from './parse-flow-document.ts';
import { starterDocument } from './starter-document.ts';

test('a new flow is let in, leads somewhere and asks again when it is stuck', () => {
  const document = starterDocument({ key: 'f', name: 'F' });
  expect(parseFlowDocument(document)).toEqual({ ok: true, value: document });
  expect(document.edges).toEqual([{ from: 'start', port: 'next', to: 'hello' }]);
  expect(document.settings).toEqual({ onStuck: 'repeat' });
});
