import type { FlowDocument, FlowSettings } from '../flow-document.ts';
import { GOTO_SETTINGS } from '../flow-graph.ts';
import { isRecord } from '../is-record.ts';
import { renameInTemplate } from './rename-in-template.ts';

/**
 * The document with a node under another id: edges, position, translations, settings that lead to it and `nodes.<id>` in templates follow.
 * What a script reads of `input.nodes` does not. Structure that does not change is shared.
 */
export function renameInDocument({
  document,
  id,
  to,
}: {
  document: FlowDocument;
  id: string;
  to: string;
}): FlowDocument {
  return renameNodes({ document, names: new Map([[id, to]]) });
}

/** The same for many nodes in one walk, by the names that they have: no new name is one that is there. */
export function renameNodes({
  document,
  names,
}: {
  document: FlowDocument;
  names: ReadonlyMap<string, string>;
}): FlowDocument {
  const inText = (text: string) => renameInText({ text, names });
  const renamed = (name: string) => names.get(name) ?? name;
  const inPath = (path: string) => {
    const [id = '', ...rest] = path.split('.');
    return rest.length > 0 ? [renamed(id), ...rest].join('.') : path;
  };
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.map((node) => {
      const config = mapTexts(node.config, inText);
      if (!names.has(node.id) && config === node.config) return node;
      return { ...node, id: renamed(node.id), ...(isRecord(config) ? { config } : {}) };
    }),
    edges: document.edges.map((edge) =>
      names.has(edge.from) || names.has(edge.to) ? { ...edge, from: renamed(edge.from), to: renamed(edge.to) } : edge,
    ),
  };
  if (document.layout) after.layout = mapEntries(document.layout, (key, place) => [renamed(key), place]);
  if (document.translations)
    after.translations = mapEntries(document.translations, (language, texts) => [
      language,
      mapEntries(texts, (path, text) => [inPath(path), inText(text)]),
    ]);
  if (document.settings) after.settings = renameTargets({ settings: document.settings, names });
  return after;
}

function renameInText({ text, names }: { text: string; names: ReadonlyMap<string, string> }): string {
  const known = names.size > 1 ? new Set(text.match(/[\w-]+/g)) : names;
  let renamed = text;
  for (const id of known.keys()) {
    const to = names.get(id);
    if (to !== undefined) renamed = renameInTemplate({ text: renamed, id, to });
  }
  return renamed;
}

function renameTargets({
  settings,
  names,
}: {
  settings: FlowSettings;
  names: ReadonlyMap<string, string>;
}): FlowSettings {
  const changed: Record<string, unknown> = {};
  for (const key of GOTO_SETTINGS) {
    const value: unknown = settings[key];
    const to = isRecord(value) && typeof value.goto === 'string' ? names.get(value.goto) : undefined;
    if (isRecord(value) && to !== undefined) changed[key] = { ...value, goto: to };
  }
  return Object.keys(changed).length > 0 ? { ...settings, ...changed } : settings;
}

function mapEntries<Value>(
  record: Record<string, Value>,
  change: (key: string, value: Value) => [string, Value],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => change(key, value)));
}

/** A value with every text in it changed. What does not change is shared. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isRecord(value)) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const next = mapTexts(item, change);
    changed ||= next !== item;
    return [key, next];
  });
  return changed ? Object.fromEntries(entries) : value;
}
