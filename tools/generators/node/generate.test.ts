import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { generateNode } from './generate.ts';

test('a new node gets its folder and stands in both registries', () => {
  const nodes = mkdtempSync(path.join(tmpdir(), 'patchbay-node-'));
  try {
    for (const file of ['definitions.ts', 'handlers.ts'])
      cpSync(path.resolve(import.meta.dirname, '../../../libs/nodes/src', file), path.join(nodes, file));
    expect(generateNode({ type: 'look_up', nodes }).map((file) => path.relative(nodes, file))).toEqual([
      'look-up/definition.ts',
      'look-up/handler.ts',
      'look-up/handler.test.ts',
    ]);
    expect(readFileSync(path.join(nodes, 'definitions.ts'), 'utf8')).toMatch(
      /end: endDefinition,\n\s+look_up: lookUpDefinition,\n\};/,
    );
    expect(readFileSync(path.join(nodes, 'handlers.ts'), 'utf8')).toMatch(
      /end: endHandler,\n\s+look_up: lookUpHandler,\n\};/,
    );
    expect(() => generateNode({ type: 'look_up', nodes })).toThrow(/exists/);
    expect(() => generateNode({ type: '../x', nodes })).toThrow(/word/);
  } finally {
    rmSync(nodes, { recursive: true, force: true });
  }
});
