import type { FlowDocument, FlowSettings } from './flow-document.ts';
import { isRecord } from './is-record.ts';

/** The document with a node under another id: edges, position, translations, settings and `nodes.<id>` in templates follow. */
export function renameInDocument({
  document,
  id,
  to,
}: {
  document: FlowDocument;
  id: string;
  to: string;
}): FlowDocument {
  const reference = new RegExp(`(\\bnodes\\.)${id.replace(/[-]/g, '\\-')}(?![A-Za-z0-9_-])`, 'g');
  const inText = (text: string) =>
    text.includes('{{') || text.includes('{%') ? text.replace(reference, `$1${to}`) : text;
  const renamed = (name: string) => (name === id ? to : name);
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.map((node) => {
      const config = node.config ? mapTexts(node.config, inText) : undefined;
      return { ...node, id: renamed(node.id), ...(isRecord(config) ? { config } : {}) };
    }),
    edges: document.edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) })),
  };
  if (document.layout)
    after.layout = Object.fromEntries(Object.entries(document.layout).map(([key, place]) => [renamed(key), place]));
  if (document.translations) {
    after.translations = Object.fromEntries(
      Object.entries(document.translations).map(([language, texts]) => [
        language,
        Object.fromEntries(
          Object.entries(texts).map(([path, text]) => [
            path.startsWith(`${id}.`) ? `${to}${path.slice(id.length)}` : path,
            inText(text),
          ]),
        ),
      ]),
    );
  }
  if (document.settings) after.settings = renameTargets({ settings: document.settings, renamed });
  return after;
}

function renameTargets({
  settings,
  renamed,
}: {
  settings: FlowSettings;
  renamed: (name: string) => string;
}): FlowSettings {
  const after = { ...settings };
  if (typeof after.onError === 'object') after.onError = { ...after.onError, goto: renamed(after.onError.goto) };
  if (typeof after.onStuck === 'object') after.onStuck = { ...after.onStuck, goto: renamed(after.onStuck.goto) };
  if (after.idle?.goto !== undefined) after.idle = { ...after.idle, goto: renamed(after.idle.goto) };
  return after;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
  return value;
}
