import {
  type FlowDocument,
  type FlowEdge,
  type FlowFrame,
  type FlowNode,
  type FlowNote,
  graphOf,
} from '@patchbay/flow-spec';
import { type Edge, type NodeHandle, Position } from '@xyflow/react';
import { positionsOf } from '../editor/new-node.ts';
import { CARD, cardGeometry } from './card-geometry.ts';
import type { CanvasNode } from './flow-node-card.tsx';
import type { CanvasFrame } from './frame-card.tsx';
import { edgeItem, frameItem, noteItem } from './item-ids.ts';
import type { CanvasNote } from './note-card.tsx';
import { pathInWords } from './path-in-words.ts';

export type CanvasItem = CanvasNode | CanvasNote | CanvasFrame;

export const NOTE_SIZE = { width: 200, height: 96 } as const;

const nodeCache = new WeakMap<FlowNode, CanvasNode>();
const noteCache = new WeakMap<FlowNote, CanvasNote>();
const frameCache = new WeakMap<FlowFrame, CanvasFrame>();
const edgeCache = new WeakMap<FlowEdge, CanvasEdge>();

interface Shown {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  readOnly: boolean;
}

interface ShownEdges {
  document: FlowDocument;
  selection: ReadonlySet<string>;
  /** Edges that a conversation went along, and those that one went that it is compared with. */
  lit: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

/**
 * What React Flow draws, derived from the document. Items that did not change keep their identity, and so does the list where none did, so that only what changed is
 * drawn again.
 */
export function canvasElements(): {
  nodes(shown: Shown): CanvasItem[];
  edges(shown: ShownEdges): CanvasEdge[];
} {
  let drawn: { nodes: CanvasItem[]; edges: CanvasEdge[] } = { nodes: [], edges: [] };
  return {
    nodes(shown) {
      const nodes = unlessSame({ before: drawn.nodes, after: [...frames(shown), ...notes(shown), ...cards(shown)] });
      drawn = { ...drawn, nodes };
      return nodes;
    },
    edges(shown) {
      const edges = unlessSame({ before: drawn.edges, after: lines(shown) });
      drawn = { ...drawn, edges };
      return edges;
    },
  };
}

function unlessSame<Item>({ before, after }: { before: Item[]; after: Item[] }): Item[] {
  return before.length === after.length && before.every((item, index) => item === after[index]) ? before : after;
}

const portsOf = new WeakMap<readonly FlowEdge[], Map<string, string>>();

/** Ports that edges leave from, one a line, by node. */
function connectedPorts(document: FlowDocument): ReadonlyMap<string, string> {
  const known = portsOf.get(document.edges);
  if (known) return known;
  const ports = new Map<string, string>();
  for (const { from, port } of document.edges) {
    const others = ports.get(from);
    ports.set(from, others === undefined ? port : `${others}\n${port}`);
  }
  portsOf.set(document.edges, ports);
  return ports;
}

function cards({ document, selection, readOnly }: Shown): CanvasNode[] {
  const positions = positionsOf(document);
  const ports = connectedPorts(document);
  return document.nodes.map((node): CanvasNode => {
    const position = positions[node.id] ?? { x: 0, y: 0 };
    const selected = selection.has(node.id);
    const connected = ports.get(node.id) ?? '';
    const known = nodeCache.get(node);
    if (
      known?.selected === selected &&
      known.draggable === !readOnly &&
      known.position.x === position.x &&
      known.position.y === position.y &&
      known.data.connected === connected
    )
      return known;
    const geometry = cardGeometry({ node, connected });
    const { width, height } = geometry;
    const made: CanvasNode = {
      id: node.id,
      type: 'flow',
      position,
      selected,
      width,
      height,
      measured: { width, height },
      handles: handlesOf(geometry),
      data: known?.data.connected === connected ? known.data : { node, connected },
      draggable: !readOnly,
      deletable: false,
    };
    nodeCache.set(node, made);
    return made;
  });
}

function handlesOf({ inlet, ports, outlets, width }: ReturnType<typeof cardGeometry>): NodeHandle[] {
  const size = { width: CARD.handle, height: CARD.handle };
  const half = CARD.handle / 2;
  return [
    ...(inlet === undefined
      ? []
      : [
          {
            id: 'in',
            type: 'target' as const,
            position: Position.Left,
            x: CARD.border - half,
            y: inlet + CARD.border - half,
            ...size,
          },
        ]),
    ...outlets.map(({ id }, index) => ({
      id,
      type: 'source' as const,
      position: Position.Right,
      x: width - CARD.border - half,
      y: (ports[index] ?? 0) + CARD.border - half,
      ...size,
    })),
  ];
}

function notes({ document, selection, readOnly }: Shown): CanvasNote[] {
  return (document.notes ?? []).map((note): CanvasNote => {
    const id = noteItem(note.id);
    const selected = selection.has(id);
    const known = noteCache.get(note);
    if (known?.selected === selected && known.draggable === !readOnly) return known;
    const size = { width: note.width ?? NOTE_SIZE.width, height: note.height ?? NOTE_SIZE.height };
    const made: CanvasNote = {
      id,
      type: 'note',
      position: { x: note.x, y: note.y },
      selected,
      ...size,
      measured: size,
      handles: [],
      data: { note },
      draggable: !readOnly,
      deletable: false,
      zIndex: -1,
    };
    noteCache.set(note, made);
    return made;
  });
}

function frames({ document, selection, readOnly }: Shown): CanvasFrame[] {
  return (document.frames ?? []).map((frame): CanvasFrame => {
    const id = frameItem(frame.id);
    const selected = selection.has(id);
    const known = frameCache.get(frame);
    if (known?.selected === selected && known.draggable === !readOnly) return known;
    const size = { width: frame.width, height: frame.height };
    const made: CanvasFrame = {
      id,
      type: 'frame',
      position: { x: frame.x, y: frame.y },
      selected,
      ...size,
      measured: size,
      handles: [],
      data: { frame },
      draggable: !readOnly,
      // Its area is the canvas: it is taken by its title, and a lasso may begin in it.
      dragHandle: '.pb-frame-title',
      deletable: false,
      zIndex: -2,
    };
    frameCache.set(frame, made);
    return made;
  });
}

/** `lit`: gone along; `other`: by the one that it is compared with alone. */
export type CanvasEdge = Edge<EdgeData, 'flow'>;

interface EdgeData extends Record<string, unknown> {
  edge: FlowEdge;
  state: 'lit' | 'other' | undefined;
  /** The nodes at its ends. */
  from: FlowNode | undefined;
  to: FlowNode | undefined;
}

function lines({ document, selection, lit, others }: ShownEdges): CanvasEdge[] {
  const graph = graphOf(document);
  return document.edges.map((edge): CanvasEdge => {
    const known = edgeCache.get(edge);
    const id = known?.id ?? edgeItem(edge);
    const selected = selection.has(id);
    const state = lit.has(id) ? 'lit' : others.has(id) ? 'other' : undefined;
    const from = graph.node(edge.from);
    const to = graph.node(edge.to);
    const data = known?.data;
    if (known?.selected === selected && data?.state === state && data?.from === from && data?.to === to) return known;
    const made: CanvasEdge = {
      id,
      type: 'flow',
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: 'in',
      selected,
      data: { edge, state, from, to },
      // Said when it is drawn: of a large flow few edges are.
      get ariaLabel() {
        return pathInWords({ from, port: edge.port, to });
      },
      // Where several come to one arrow, it has the colour of what is shown.
      zIndex: selected ? 2 : state ? 1 : 0,
    };
    edgeCache.set(edge, made);
    return made;
  });
}
