import { type FlowDocument, FLOW_FORMAT, parseFlowDocument } from '@patchbay/flow-spec';
import { compileTemplate } from '@patchbay/expressions';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import { positionsOf } from '../editor/new-node.ts';
import { textsOf } from './texts-of.ts';

const CLIP_FORMAT = 'patchbay.clip/1';

/** What is selected, as a small flow of its own, with the declared variables and the translations that belong to it. The start is never copied. */
export function clipOf({
  document,
  ids,
}: {
  document: FlowDocument;
  ids: ReadonlySet<string>;
}): FlowDocument | undefined {
  const nodes = document.nodes.filter((node) => ids.has(node.id) && node.type !== 'start');
  const notes = (document.notes ?? []).filter((note) => ids.has(noteItem(note.id)));
  const frames = (document.frames ?? []).filter((frame) => ids.has(frameItem(frame.id)));
  if (nodes.length + notes.length + frames.length === 0) return undefined;
  const kept = new Set(nodes.map((node) => node.id));
  const positions = positionsOf(document);
  const used = new Set(nodes.flatMap((node) => textsOf(node.config).flatMap(({ text }) => variablesIn(text))));
  const variables = (document.variables ?? []).filter((variable) => used.has(variable.key));
  const translations = Object.entries(document.translations ?? {}).flatMap(([language, texts]) => {
    const own = Object.entries(texts).filter(([path]) => kept.has(path.split('.')[0] ?? ''));
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : [];
  });
  return {
    format: FLOW_FORMAT,
    key: document.key,
    name: document.name,
    ...(variables.length > 0 ? { variables } : {}),
    nodes,
    edges: document.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
    layout: Object.fromEntries(nodes.map((node) => [node.id, positions[node.id] ?? { x: 0, y: 0 }])),
    ...(notes.length > 0 ? { notes } : {}),
    ...(frames.length > 0 ? { frames } : {}),
    ...(translations.length > 0 ? { translations: Object.fromEntries(translations) } : {}),
  };
}

export function clipText(clip: FlowDocument): string {
  return JSON.stringify({ clip: CLIP_FORMAT, flow: clip }, null, 2);
}

/** A clip, or a whole flow document, from text; undefined when it is neither. */
export function readClip(text: string): FlowDocument | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const flow = 'clip' in value && value.clip === CLIP_FORMAT && 'flow' in value ? value.flow : value;
    const parsed = parseFlowDocument(flow);
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

// A name may also stand alone, as in `saveAs`.
function variablesIn(text: string): string[] {
  if (/^[A-Za-z_]\w*$/.test(text)) return [text];
  if (!text.includes('vars')) return [];
  return compileTemplate(text).references.flatMap(([root, name]) =>
    root === 'vars' && typeof name === 'string' ? [name] : [],
  );
}
