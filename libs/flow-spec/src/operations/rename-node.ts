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
  const inText = (text: string) => renameInTemplate({ text, id, to });
  const renamed = (name: string) => (name === id ? to : name);
  const inPath = (path: string) => (path.startsWith(`${id}.`) ? `${to}${path.slice(id.length)}` : path);
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.map((node) => {
      const config = mapTexts(node.config, inText);
      if (node.id !== id && config === node.config) return node;
      return { ...node, id: renamed(node.id), ...(isRecord(config) ? { config } : {}) };
    }),
    edges: document.edges.map((edge) =>
      edge.from === id || edge.to === id ? { ...edge, from: renamed(edge.from), to: renamed(edge.to) } : edge,
    ),
  };
  if (document.layout) after.layout = mapEntries(document.layout, (key, place) => [renamed(key), place]);
  if (document.translations)
    after.translations = mapEntries(document.translations, (language, texts) => [
      language,
      mapEntries(texts, (path, text) => [inPath(path), inText(text)]),
    ]);
  if (document.settings) after.settings = renameTargets({ settings: document.settings, id, to });
  return after;
}

function renameTargets({ settings, id, to }: { settings: FlowSettings; id: string; to: string }): FlowSettings {
  const changed: Record<string, unknown> = {};
  for (const key of GOTO_SETTINGS) {
    const value: unknown = settings[key];
    if (isRecord(value) && value.goto === id) changed[key] = { ...value, goto: to };
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
