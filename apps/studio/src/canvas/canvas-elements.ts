import type { FlowDocument, FlowEdge, FlowNode, FlowNote } from '@patchbay/flow-spec';
import { graphOf } from '@patchbay/flow-spec';
import type { Edge } from '@xyflow/react';
import { positionsOf } from '../editor/new-node.ts';
import type { CanvasNode } from './flow-node-card.tsx';
import type { CanvasNote } from './note-card.tsx';

export type CanvasItem = CanvasNode | CanvasNote;

const nodeCache = new WeakMap<FlowNode, CanvasNode>();
const noteCache = new WeakMap<FlowNote, CanvasNote>();

/** What React Flow draws, derived from the document. Items that did not change keep their identity, so that only what changed is drawn again. */
export function canvasNodes({
  document,
  selection,
  readOnly,
}: {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  readOnly: boolean;
}): CanvasItem[] {
  const positions = positionsOf(document);
  const graph = graphOf(document);
  const nodes = document.nodes.map((node): CanvasNode => {
    const position = positions[node.id] ?? { x: 0, y: 0 };
    const selected = selection.has(node.id);
    const connected = graph
      .outgoing(node.id)
      .map((edge) => edge.port)
      .join('\n');
    const known = nodeCache.get(node);
    if (
      known &&
      known.selected === selected &&
      known.position.x === position.x &&
      known.position.y === position.y &&
      known.data.connected === connected
    )
      return known;
    const made: CanvasNode = {
      ...(known ?? {}),
      id: node.id,
      type: 'flow',
      position,
      selected,
      data: { node, connected },
      draggable: !readOnly,
      deletable: !readOnly,
    };
    nodeCache.set(node, made);
    return made;
  });
  const notes = (document.notes ?? []).map((note): CanvasNote => {
    const id = `note:${note.id}`;
    const selected = selection.has(id);
    const known = noteCache.get(note);
    if (known && known.selected === selected) return known;
    const made: CanvasNote = {
      ...(known ?? {}),
      id,
      type: 'note',
      position: { x: note.x, y: note.y },
      selected,
      data: { note },
      draggable: !readOnly,
      deletable: !readOnly,
      zIndex: -1,
    };
    noteCache.set(note, made);
    return made;
  });
  return [...notes, ...nodes];
}

export function edgeId({ from, port }: Pick<FlowEdge, 'from' | 'port'>): string {
  return `${from} ${port}`;
}

export function canvasEdges({
  document,
  selected,
  visited,
}: {
  document: FlowDocument;
  selected: ReadonlySet<string>;
  visited: ReadonlySet<string>;
}): Edge[] {
  return document.edges.map((edge) => {
    const id = edgeId(edge);
    return {
      id,
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: 'in',
      selected: selected.has(id),
      animated: visited.has(edge.from) && visited.has(edge.to),
      type: 'smoothstep',
      ariaLabel: `From ${edge.from} (${edge.port}) to ${edge.to}`,
    };
  });
}
