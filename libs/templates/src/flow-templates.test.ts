import { describe, expect, test } from '@jest/globals';
import { findProblems, parseFlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
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

describe.each(flowTemplates.map((template) => ({ name: template.key, template })))(
  'German of $name',
  ({ template }) => {
    const translated = template.document.translations?.de ?? {};

    test('is there for every text that users read', () => {
      const texts = template.document.nodes.flatMap((node) =>
        (nodeRegistry.get(node.type)?.translatable ?? []).flatMap((path) =>
          textsAt({ value: node.config, steps: path.split('.'), at: node.id }),
        ),
      );
      expect(texts.length).toBeGreaterThan(3);
      // The same in both languages, or filled in by the flow alone.
      const same = ['Software', 'Headset', 'Laptop', 'Tablet', 'ok'];
      expect(texts.filter(([path, text]) => translated[path] === undefined && !same.includes(text))).toEqual([]);
    });

    test('has its place in the document, and templates that can be filled in', () => {
      const problems = findProblems({ document: template.document, types: nodeRegistry });
      expect(problems.filter((problem) => problem.path.startsWith('translations'))).toEqual([]);
    });
  },
);

function textsAt({ value, steps, at }: { value: unknown; steps: string[]; at: string }): [string, string][] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' && value !== '' ? [[at, value]] : [];
  if (step === '*')
    return Array.isArray(value)
      ? value.flatMap((item: { id?: string; key?: string }, index) =>
          textsAt({ value: item, steps: rest, at: `${at}.${item.id ?? item.key ?? index}` }),
        )
      : [];
  return textsAt({ value: (value as Record<string, unknown> | undefined)?.[step], steps: rest, at: `${at}.${step}` });
}

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
