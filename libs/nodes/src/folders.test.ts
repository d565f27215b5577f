import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { definitionsByType } from './definitions.ts';
import { nodeHandlers } from './handlers.ts';

test.each(Object.keys(definitionsByType))('%s is one folder: definition, handler and its test', (type) => {
  const folder = path.join(import.meta.dirname, type.replaceAll('_', '-'));
  for (const file of ['definition.ts', 'handler.ts', 'handler.test.ts'])
    expect([file, existsSync(path.join(folder, file))]).toEqual([file, true]);
});

test('definitions and handlers are under their own type', () => {
  expect(Object.entries(definitionsByType).map(([type, definition]) => [type, definition.type])).toEqual(
    Object.keys(definitionsByType).map((type) => [type, type]),
  );
  expect(Object.keys(nodeHandlers).sort()).toEqual(Object.keys(definitionsByType).sort());
});
