import { useComputedColorScheme } from '@mantine/core';
import { type FlowDocument, graphOf, type Operation } from '@patchbay/flow-spec';
import type { NodeDefinition } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import {
  applyEdgeChanges,
  applyNodeChanges,
  Background,
  type Connection,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, type JSX, useCallback, useEffect, useMemo, useState } from 'react';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { addNode } from '../editor/new-node.ts';
import { QuickAdd } from '../palette/quick-add.tsx';
import { DRAGGED_TYPE } from '../palette/palette.tsx';
import { type CanvasItem, canvasEdges, canvasNodes } from './canvas-elements.ts';
import { FlowNodeCard } from './flow-node-card.tsx';
import { NoteCard } from './note-card.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';

const nodeTypes = { flow: FlowNodeCard, note: NoteCard };

interface Drop {
  screen: { x: number; y: number };
  position: { x: number; y: number };
  from: { id: string; port: string };
}

/** The flow as a picture that is edited: every change becomes operations, and the picture is drawn from the document. */
export function Canvas(): JSX.Element {
  const { store, readOnly, path } = useEditor();
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const { screenToFlowPosition } = useReactFlow();
  const dark = useComputedColorScheme('light') === 'dark';
  const derived = useMemo(() => canvasNodes({ document, selection, readOnly }), [document, selection, readOnly]);
  const [nodes, setNodes] = useState<CanvasItem[]>(derived);
  const [selectedEdges, setSelectedEdges] = useState<ReadonlySet<string>>(new Set());
  const [drop, setDrop] = useState<Drop>();
  const edges = useMemo(
    () => canvasEdges({ document, selected: selectedEdges, visited: path.visited }),
    [document, selectedEdges, path.visited],
  );

  // While a node is dragged, its place is React Flow's; the document gets it when the drag ends.
  useEffect(() => {
    setNodes((before) => {
      const measured = new Map(before.map((node) => [node.id, node]));
      return derived.map((node) => {
        const old = measured.get(node.id);
        return old?.measured && !node.measured ? { ...node, measured: old.measured } : node;
      });
    });
  }, [derived]);

  useCanvasKeys({ selectedEdges });

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasItem>[]) => {
      setNodes((before) => applyNodeChanges(changes, before));
      const chosen = changes.filter((change) => change.type === 'select');
      if (chosen.length === 0) return;
      const next = new Set(store.state.selection);
      for (const change of chosen) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      store.select(next);
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) =>
      setSelectedEdges(
        (before) =>
          new Set(
            applyEdgeChanges(
              changes,
              [...before].map((id) => ({ id, source: '', target: '', selected: true })),
            )
              .flatMap((edge) => (edge.selected ? [edge.id] : []))
              .concat(changes.flatMap((change) => (change.type === 'select' && change.selected ? [change.id] : []))),
          ),
      ),
    [],
  );
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle === null) return;
      store.apply(connect({ document: store.document, from: source, port: sourceHandle, to: target }));
    },
    [store],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, connection) => {
      if (connection.isValid || readOnly || !connection.fromNode || connection.fromHandle?.type !== 'source') return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point || !connection.fromHandle.id) return;
      const screen = { x: point.clientX, y: point.clientY };
      setDrop({
        screen,
        position: screenToFlowPosition(screen),
        from: { id: connection.fromNode.id, port: connection.fromHandle.id },
      });
    },
    [readOnly, screenToFlowPosition],
  );
  const onDrop = useCallback(
    (event: DragEvent) => {
      const definition = nodeRegistry.get(event.dataTransfer.getData(DRAGGED_TYPE));
      if (!definition || readOnly) return;
      event.preventDefault();
      const { id, operations } = addNode({
        document: store.document,
        definition,
        position: rounded(screenToFlowPosition({ x: event.clientX, y: event.clientY })),
      });
      if (store.apply(operations)) store.select([id]);
    },
    [store, readOnly, screenToFlowPosition],
  );
  const pick = (definition: NodeDefinition) => {
    if (!drop) return;
    const { id, operations } = addNode({
      document: store.document,
      definition,
      position: rounded({ x: drop.position.x, y: drop.position.y - 40 }),
      from: drop.from,
    });
    if (store.apply(operations)) store.select([id]);
    setDrop(undefined);
  };

  return (
    <>
      <ReactFlow<CanvasItem>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={dark ? 'dark' : 'light'}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={(_, __, dragged) => store.apply(moves({ document: store.document, dragged }))}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onReconnect={(edge, connection) =>
          store.apply(
            reconnect({
              document: store.document,
              edge: { from: edge.source, port: edge.sourceHandle ?? '' },
              connection,
            }),
          )
        }
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        snapToGrid
        snapGrid={[10, 10]}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
        onlyRenderVisibleElements={document.nodes.length > 150}
        proOptions={{ hideAttribution: true }}
        aria-label="Flow"
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
        <MiniMap pannable zoomable className="pb-minimap" ariaLabel="Overview" />
      </ReactFlow>
      {drop ? <QuickAdd at={drop.screen} onPick={pick} onClose={() => setDrop(undefined)} /> : null}
    </>
  );
}

function rounded({ x, y }: { x: number; y: number }) {
  return { x: Math.round(x / 10) * 10, y: Math.round(y / 10) * 10 };
}

/** Leads a port to a node; an edge that left it before is replaced. */
function connect({
  document,
  from,
  port,
  to,
}: {
  document: FlowDocument;
  from: string;
  port: string;
  to: string;
}): Operation[] {
  const edge = graphOf(document).edge(from, port);
  if (edge?.to === to) return [];
  return edge ? [{ type: 'edge.reconnect', from, port, to }] : [{ type: 'edge.add', edge: { from, port, to } }];
}

function reconnect({
  document,
  edge,
  connection,
}: {
  document: FlowDocument;
  edge: { from: string; port: string };
  connection: Connection;
}): Operation[] {
  if (connection.source === edge.from && connection.sourceHandle === edge.port)
    return connect({ document, from: edge.from, port: edge.port, to: connection.target });
  if (connection.sourceHandle === null) return [];
  return [
    { type: 'edge.remove', ...edge },
    ...connect({ document, from: connection.source, port: connection.sourceHandle, to: connection.target }),
  ];
}

function moves({ document, dragged }: { document: FlowDocument; dragged: CanvasItem[] }): Operation[] {
  return dragged.flatMap((item): Operation[] => {
    const position = rounded(item.position);
    if (item.type === 'note') {
      const { note } = item.data;
      return note.x === position.x && note.y === position.y
        ? []
        : [{ type: 'note.set', id: note.id, note: { ...note, ...position } }];
    }
    const before = document.layout?.[item.id];
    return before?.x === position.x && before.y === position.y ? [] : [{ type: 'node.move', id: item.id, position }];
  });
}
