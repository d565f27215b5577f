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
    expect(generateNode({ type: 'new_probe', nodes }).map((file) => path.relative(nodes, file))).toEqual([
      'new-probe/definition.ts',
      'new-probe/handler.ts',
      'new-probe/handler.test.ts',
    ]);
    expect(readFileSync(path.join(nodes, 'definitions.ts'), 'utf8')).toMatch(
      /: \w+Definition,\n\s+new_probe: newProbeDefinition,\n\};/,
    );
    expect(readFileSync(path.join(nodes, 'handlers.ts'), 'utf8')).toMatch(
      /: \w+Handler,\n\s+new_probe: newProbeHandler,\n\};/,
    );
    // Its test visits the node as the engine would.
    expect(readFileSync(path.join(nodes, 'new-probe/handler.test.ts'), 'utf8')).toContain('handler: newProbeHandler');
    expect(() => generateNode({ type: 'new_probe', nodes })).toThrow(/exists/);
    expect(() => generateNode({ type: '../x', nodes })).toThrow(/word/);
  } finally {
    rmSync(nodes, { recursive: true, force: true });
  }
});
