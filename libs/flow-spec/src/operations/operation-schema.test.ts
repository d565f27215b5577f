import { expect, test } from '@jest/globals';
import { operationSchema } from './operation-schema.ts';

test('gives the operation back with its keys in their order', () => {
  const text = '{"node":{"label":"L","type":"end","id":"x"},"type":"node.add"}';
  expect(JSON.stringify(operationSchema.parse(JSON.parse(text)))).toBe(text);
});

test.each([
  [{ type: 'node.explode' }, 'type'],
  [{ type: 'node.remove' }, 'id'],
  [{ type: 'node.remove', id: 'x', more: 1 }, ''],
  [{ type: 'node.set', id: 'x', path: 'text', value: 1 }, 'path'],
  [{ type: 'node.set', id: 'x', path: [1.5], value: 1 }, 'path.0'],
  [{ type: 'node.move', id: 'x', position: { x: 'left', y: 0 } }, 'position.x'],
  [{ type: 'edge.add', edge: { from: 'x', to: 'y' } }, 'edge.port'],
  [{ type: 'flow.set', field: 'key', value: 'x' }, 'field'],
  [{ type: 'settings.set', path: [], value: 1 }, 'path'],
  [null, ''],
])('refuses %j at its path', (value, path) => {
  const result = operationSchema.safeParse(value);
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
});
