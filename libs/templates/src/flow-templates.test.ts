import { describe, expect, test } from '@jest/globals';
import { parseFlowDocument } from '@patchbay/flow-spec';
import { flowTemplates } from './flow-templates.ts';
import { layoutOf } from './layout-of.ts';

describe.each(flowTemplates.map((template) => ({ name: template.key, template })))('$name', ({ template }) => {
  test('is a document that is let in, under its own key and with a place for every node', () => {
    expect(parseFlowDocument(template.document)).toMatchObject({ ok: true });
    expect(template.document.key).toBe(template.key);
    const places = template.document.nodes.map((node) => template.document.layout?.[node.id]);
    expect(places.every((place) => place !== undefined)).toBe(true);
    // No two cards cover each other.
    for (const [index, one] of places.entries())
      for (const other of places.slice(index + 1))
        expect(Math.abs(one!.x - other!.x) >= 300 || Math.abs(one!.y - other!.y) >= 180).toBe(true);
  });
});

test('keys and titles are each there once', () => {
  for (const field of ['key', 'title'] as const)
    expect(new Set(flowTemplates.map((template) => template[field])).size).toBe(flowTemplates.length);
});

test('a layout has an end where edges go in circles', () => {
  const nodes = ['a', 'b', 'c'].map((id) => ({ id, type: 'message' }));
  const edge = (from: string, to: string) => ({ from, port: 'next', to });
  const layout = layoutOf({ nodes, edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'b')] });
  expect(Object.values(layout).map((place) => place.x)).toEqual([0, 340, 680]);
});
