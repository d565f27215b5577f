import { type FlowDocument, graphOf, type Operation, parseFlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { useEffect } from 'react';
import { useEditor } from '../editor/editor-context.ts';
import { freeId, positionsOf } from '../editor/new-node.ts';

const CLIP_FORMAT = 'patchbay.clip/1';

/** Keys of the canvas: delete, undo, redo, select all, copy, cut, paste, duplicate. They leave fields alone in which one writes. */
export function useCanvasKeys({ selectedEdges }: { selectedEdges: ReadonlySet<string> }): void {
  const { store, readOnly } = useEditor();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isWriting(event.target)) return;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (command && key === 'a') {
        event.preventDefault();
        return store.select(store.document.nodes.map((node) => node.id));
      }
      if (readOnly) return;
      if (command && key === 'z') {
        event.preventDefault();
        return event.shiftKey ? store.redo() : store.undo();
      }
      if (command && key === 'y') {
        event.preventDefault();
        return store.redo();
      }
      if (command && key === 'd') {
        event.preventDefault();
        const clip = clipOf({ document: store.document, ids: store.state.selection });
        if (clip) paste(clip);
        return;
      }
      if (key === 'delete' || key === 'backspace') {
        event.preventDefault();
        remove();
      }
    };
    const remove = () => {
      const operations: Operation[] = deletion({ document: store.document, ids: store.state.selection });
      for (const id of selectedEdges) {
        const edge = store.document.edges.find((one) => `${one.from} ${one.port}` === id);
        if (edge && !store.state.selection.has(edge.from) && !store.state.selection.has(edge.to))
          operations.push({ type: 'edge.remove', from: edge.from, port: edge.port });
      }
      if (store.apply(operations)) store.select([]);
    };
    const paste = (clip: FlowDocument) => {
      const { ids, operations } = pasting({ document: store.document, clip });
      if (store.apply(operations)) store.select(ids);
    };
    const onCopy = (event: ClipboardEvent) => {
      if (isWriting(event.target) || window.getSelection()?.toString()) return;
      const clip = clipOf({ document: store.document, ids: store.state.selection });
      if (!clip) return;
      event.clipboardData?.setData('text/plain', JSON.stringify({ clip: CLIP_FORMAT, flow: clip }, null, 2));
      event.preventDefault();
      if (event.type === 'cut' && !readOnly) remove();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isWriting(event.target) || readOnly) return;
      const clip = readClip(event.clipboardData?.getData('text/plain') ?? '');
      if (!clip) return;
      event.preventDefault();
      paste(clip);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, readOnly, selectedEdges]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('[role="dialog"], .pb-conversation') !== null)
  );
}

/** Removes nodes and notes; where one node alone is taken out of a path, the path closes over it. */
function deletion({ document, ids }: { document: FlowDocument; ids: ReadonlySet<string> }): Operation[] {
  const graph = graphOf(document);
  const operations: Operation[] = [];
  for (const id of ids) {
    if (id.startsWith('note:')) {
      operations.push({ type: 'note.remove', id: id.slice('note:'.length) });
      continue;
    }
    const node = graph.node(id);
    if (!node) continue;
    operations.push({ type: 'node.remove', id });
    const outlets = nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [];
    const next = graph.edge(id, 'next');
    if (ids.size > 1 || !next || next.to === id || outlets.filter((outlet) => graph.edge(id, outlet.id)).length !== 1)
      continue;
    for (const edge of graph.incoming(id))
      if (edge.from !== id) operations.push({ type: 'edge.add', edge: { ...edge, to: next.to } });
  }
  return operations;
}

function clipOf({ document, ids }: { document: FlowDocument; ids: ReadonlySet<string> }): FlowDocument | undefined {
  const nodes = document.nodes.filter((node) => ids.has(node.id) && node.type !== 'start');
  if (nodes.length === 0) return undefined;
  const kept = new Set(nodes.map((node) => node.id));
  const positions = positionsOf(document);
  return {
    format: document.format,
    key: document.key,
    name: document.name,
    nodes,
    edges: document.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)),
    layout: Object.fromEntries(nodes.map((node) => [node.id, positions[node.id] ?? { x: 0, y: 0 }])),
  };
}

function readClip(text: string): FlowDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (
      typeof value !== 'object' ||
      value === null ||
      !('clip' in value) ||
      value.clip !== CLIP_FORMAT ||
      !('flow' in value)
    )
      return undefined;
    const parsed = parseFlowDocument(value.flow);
    return parsed.ok ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

function pasting({ document, clip }: { document: FlowDocument; clip: FlowDocument }): {
  ids: string[];
  operations: Operation[];
} {
  const names = new Map<string, string>();
  let grown = document;
  for (const node of clip.nodes) {
    const id = freeId({ document: grown, stem: node.id.replace(/_\d+$/, '') });
    names.set(node.id, id);
    grown = { ...grown, nodes: [...grown.nodes, { ...node, id }] };
  }
  const operations: Operation[] = clip.nodes.map((node) => {
    const place = clip.layout?.[node.id] ?? { x: 0, y: 0 };
    return {
      type: 'node.add',
      node: { ...node, id: names.get(node.id) ?? node.id },
      position: { x: place.x + 40, y: place.y + 60 },
    };
  });
  for (const edge of clip.edges)
    operations.push({
      type: 'edge.add',
      edge: { ...edge, from: names.get(edge.from) ?? edge.from, to: names.get(edge.to) ?? edge.to },
    });
  return { ids: [...names.values()], operations };
}
