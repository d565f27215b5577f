import type { FlowDocument, FlowEdge } from '@patchbay/flow-spec';
import { type Both, inLanguage, isBoth, type TemplateLanguage, templateLanguages } from './both.ts';
import type { FlowSource, FrameSource } from './flow-source.ts';

const COLUMN = 360;
const ROW = 120;
const CARD = { width: 248, height: 170 };

/** A flow document in one language, with the texts that users read in the other as its translation. Throws on an edge that it cannot read. */
export function flowOf({
  key,
  source,
  language,
}: {
  key: string;
  source: FlowSource;
  language: TemplateLanguage;
}): FlowDocument {
  const nodes = Object.entries(source.nodes);
  const text = (value: Both) => value[language];
  return {
    format: 'patchbay.flow/1',
    key,
    name: text(source.name),
    description: text(source.description),
    variables: source.variables.map(({ description, ...variable }) => ({
      ...variable,
      description: text(description),
      ...('default' in variable ? { default: inLanguage(variable.default, language) } : {}),
    })),
    nodes: nodes.map(([id, { type, label, config }]) => ({
      id,
      type,
      ...(label ? { label: text(label) } : {}),
      config: Object.fromEntries(Object.entries(config).map(([name, value]) => [name, inLanguage(value, language)])),
    })),
    edges: source.edges.map(edgeOf),
    layout: Object.fromEntries(nodes.map(([id, { at }]) => [id, placeOf(at)])),
    notes: (source.notes ?? []).map(({ at, text: both, ...note }) => ({ ...note, text: text(both), ...placeOf(at) })),
    frames: (source.frames ?? []).map((frame) => ({ ...areaOf(frame), title: text(frame.title) })),
    settings: { onStuck: 'repeat', ...source.settings },
    language,
    translations: Object.fromEntries(
      templateLanguages
        .filter((other) => other !== language)
        .map((other) => [other, translationsOf({ source, language, other })]),
    ),
  };
}

function placeOf([column, row]: readonly [number, number]): { x: number; y: number } {
  return { x: Math.round(column * COLUMN), y: Math.round(row * ROW) };
}

function areaOf({ id, color, from, to, last = CARD.height }: FrameSource) {
  const start = placeOf(from);
  const end = placeOf(to);
  return {
    id,
    color,
    x: start.x - 40,
    y: start.y - 60,
    width: end.x - start.x + CARD.width + 80,
    height: end.y - start.y + last + 100,
  };
}

function edgeOf(line: string): FlowEdge {
  const [, from, port = 'next', to] = /^(\S+)(?: (\S+))? -> (\S+)$/.exec(line) ?? [];
  if (!from || !to) throw new Error(`"${line}" is no edge`);
  return { from, port, to };
}

/** Texts in the other language that differ, by the paths that a document names them by. */
function translationsOf({
  source,
  language,
  other,
}: {
  source: FlowSource;
  language: TemplateLanguage;
  other: TemplateLanguage;
}): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (value: unknown, path: string) => {
    if (isBoth(value)) {
      if (value[language] !== value[other]) found[path] = value[other];
    } else if (Array.isArray(value))
      for (const [index, item] of value.entries()) walk(item, `${path}.${nameOf(item) ?? index}`);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`);
  };
  // Labels of cases are read on the canvas alone, and so is what a node works out.
  for (const [id, node] of Object.entries(source.nodes))
    if (node.type !== 'condition' && node.type !== 'set') walk(node.config, id);
  return found;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  if ('id' in item && typeof item.id === 'string') return item.id;
  return 'key' in item && typeof item.key === 'string' ? item.key : undefined;
}
