import { describe, expect, test } from '@jest/globals';
import { findProblems, parseFlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { templateLanguages } from './both.ts';
import { demo } from './demo.ts';
import { flowTemplates } from './flow-templates.ts';
import { templateIn } from './flow-template.ts';

const all = [...flowTemplates, demo].flatMap((template) =>
  templateLanguages.map((language) => ({ name: `${template.key} in ${language}`, template, language })),
);

describe.each(all)('$name', ({ template, language }) => {
  const { document, tests } = templateIn({ template, language });
  const other = language === 'en' ? 'de' : 'en';

  test('is a document that is let in, without problems, under its own key', () => {
    expect(parseFlowDocument(JSON.parse(JSON.stringify(document)))).toMatchObject({ ok: true });
    expect(findProblems({ document, types: nodeRegistry })).toEqual([]);
    expect([document.key, document.language]).toEqual([template.key, language]);
  });

  test('can be reached in all its parts, and ends wherever it leads', () => {
    const reached = new Set(['start']);
    for (const id of reached) for (const edge of document.edges) if (edge.from === id) reached.add(edge.to);
    expect([...reached].sort()).toEqual(document.nodes.map((node) => node.id).sort());
    const left = new Set(document.edges.map((edge) => edge.from));
    expect(document.nodes.filter((node) => !left.has(node.id)).map((node) => node.type)).toEqual(
      document.nodes.filter((node) => node.type === 'end').map(() => 'end'),
    );
  });

  test('lies on the canvas with no card on another, nor on a note', () => {
    const boxes = [
      ...document.nodes.map(({ id, type, config }) => ({
        id,
        ...document.layout![id]!,
        width: 248,
        height: heightOf({ type, config }),
      })),
      ...(document.notes ?? []).map(({ id, x, y, width = 200, height = 96 }) => ({ id, x, y, width, height })),
    ];
    const covered = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (two) =>
            one.x < two.x + two.width + 12 &&
            two.x < one.x + one.width + 12 &&
            one.y < two.y + two.height + 12 &&
            two.y < one.y + one.height + 12,
        )
        .map((two) => `${one.id} ${two.id}`),
    );
    expect(covered).toEqual([]);
  });

  test('has every text that users read in the other language as well', () => {
    const translated = document.translations?.[other] ?? {};
    const texts = document.nodes.flatMap((node) =>
      (nodeRegistry.get(node.type)?.translatable ?? []).flatMap((path) =>
        textsAt({ value: node.config, steps: path.split('.'), at: node.id }),
      ),
    );
    expect(texts.length).toBeGreaterThan(3);
    // The same in both languages.
    const same = ['Software', 'Laptop', 'Tablet', 'Headset', 'Status'];
    expect(texts.filter(([path, text]) => translated[path] === undefined && !same.includes(text))).toEqual([]);
  });

  test('has conversations that are worth reading: more than one, each begun by the bot', () => {
    expect(tests.length).toBeGreaterThan(1);
    for (const { turns } of tests) expect(turns[0]).toMatchObject({ act: 'open' });
  });
});

test('keys and titles are each there once', () => {
  expect(new Set(flowTemplates.map(({ key }) => key)).size).toBe(flowTemplates.length);
  for (const language of templateLanguages)
    expect(new Set(flowTemplates.map(({ title }) => title[language])).size).toBe(flowTemplates.length);
});

// As the cards of the studio are drawn.
function heightOf({ type, config }: { type: string; config: Record<string, unknown> | undefined }): number {
  const ports = nodeRegistry.get(type)?.outlets(config ?? {}).length ?? 0;
  return 68 + (ports > 0 ? 13 + ports * 24 : 0);
}

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
