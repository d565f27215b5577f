import type { FlowDocument, Position } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { type Run, runOf, type RunOptions } from './run-of.ts';

/** Nodes that are removed in a row. Undefined where they are few, or one of them is not a plain removal of what is there. */
export function removeNodes({ document, operations, from }: RunOptions): Run | undefined {
  const removals = runOf({ type: 'node.remove', operations, from });
  const gone = new Set(removals.map(({ id }) => id));
  if (removals.length === 0 || gone.size < removals.length || removals.some(({ tidy }) => tidy !== undefined))
    return undefined;
  // In the order in which they stood, so that each finds its place again.
  const inverse: Operation[] = [];
  for (const [index, node] of document.nodes.entries())
    if (gone.has(node.id)) inverse.push({ type: 'node.add', node, index });
  if (inverse.length < gone.size) return undefined;
  for (const [index, edge] of document.edges.entries())
    if (gone.has(edge.from) || gone.has(edge.to)) inverse.push({ type: 'edge.add', edge, index });
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.filter(({ id }) => !gone.has(id)),
    edges: document.edges.filter((edge) => !gone.has(edge.from) && !gone.has(edge.to)),
  };
  if (document.layout) {
    const taken = withoutPlaces({ layout: document.layout, gone });
    after.layout = taken.layout;
    inverse.push(...taken.inverse);
  }
  for (const [language, texts] of Object.entries(document.translations ?? {})) {
    const entries = Object.entries(texts);
    const isKept = ([path]: [string, unknown]) => !path.includes('.') || !gone.has(path.slice(0, path.indexOf('.')));
    const kept = entries.filter(isKept);
    if (kept.length === entries.length) continue;
    after.translations = { ...after.translations, [language]: Object.fromEntries(kept) };
    for (const [place, entry] of entries.entries())
      if (!isKept(entry))
        inverse.push({ type: 'translation.set', language, path: entry[0], value: entry[1], places: [place] });
  }
  return { document: after, inverses: [inverse], count: removals.length };
}

/** A layout without the places of some, and what brings those back. */
export function withoutPlaces({
  layout,
  gone,
}: {
  layout: Readonly<Record<string, Position>>;
  gone: ReadonlySet<string>;
}): { layout: Record<string, Position>; inverse: Operation[] } {
  const kept: Record<string, Position> = {};
  const inverse: Operation[] = [];
  for (const [place, id] of Object.keys(layout).entries()) {
    const position: Position = Reflect.get(layout, id);
    if (gone.has(id)) inverse.push({ type: 'node.move', id, position, places: [place] });
    else kept[id] = position;
  }
  return { layout: kept, inverse };
}
