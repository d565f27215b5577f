import { graphOf } from '@patchbay/flow-spec';
import { type Connection, type OnConnectEnd, useReactFlow, useStoreApi } from '@xyflow/react';
import { type MouseEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { onGrid } from './align-guides.ts';
import type { CanvasEdge } from './canvas-elements.ts';
import { coarsePointer } from './coarse-pointer.ts';
import { connectOperations, reconnectOperations } from './connect-operations.ts';

interface Connecting {
  onConnect(connection: Connection): void;
  onReconnect(edge: CanvasEdge, connection: Connection): void;
  onConnectStart(): void;
  onReconnectStart(): void;
  onClickConnectStart(): void;
  onConnectEnd: OnConnectEnd;
  onClickCapture(event: MouseEvent): void;
}

/** What the pointer connects: port to node, an edge to another one, and a port to the empty canvas, where what comes next is picked. */
export function useConnecting({ abandoned }: { abandoned: RefObject<boolean> }): Connecting {
  const { store, readOnly, pickNode } = useEditorCore();
  const { screenToFlowPosition } = useReactFlow();
  const flow = useStoreApi();
  const { since, idOf } = useIdsSince();
  const lead = useCallback(
    ({ from, port, to }: { from: string; port: string; to: string }) => {
      const { document } = store;
      if (graphOf(document).node(to)?.type !== 'start') store.apply(connectOperations({ document, from, port, to }));
    },
    [store],
  );
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle === null || abandoned.current) return;
      store.apply(
        connectOperations({ document: store.document, from: idOf(source), port: sourceHandle, to: idOf(target) }),
      );
    },
    [store, abandoned, idOf],
  );
  const onReconnect = useCallback(
    (edge: CanvasEdge, { source, sourceHandle, target }: Connection) => {
      if (sourceHandle === null || abandoned.current) return;
      store.apply(
        reconnectOperations({
          document: store.document,
          edge: { from: idOf(edge.source), port: edge.sourceHandle ?? '' },
          to: { from: idOf(source), port: sourceHandle, to: idOf(target) },
        }),
      );
    },
    [store, abandoned, idOf],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, connection) => {
      if (abandoned.current || connection.isValid || readOnly) return;
      if (!connection.fromNode || connection.fromHandle?.type !== 'source') return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point || !connection.fromHandle.id) return;
      const screen = { x: point.clientX, y: point.clientY };
      const from = { id: idOf(connection.fromNode.id), port: connection.fromHandle.id };
      const onto = nodeAt(screen);
      // Let go on a card it leads there; on a port of its own, it was a click.
      if (onto !== undefined) {
        if (onto !== from.id) lead({ from: from.id, port: from.port, to: onto });
        return;
      }
      const { x, y } = screenToFlowPosition(screen);
      pickNode({ screen, position: { x: onGrid(x), y: onGrid(y - 20) }, from });
    },
    [readOnly, screenToFlowPosition, lead, pickNode, abandoned, idOf],
  );
  const onClickCapture = useCallback(
    (event: MouseEvent) => {
      const { target } = event;
      // What ends a gesture that was given up is no click on what lies there.
      if (abandoned.current) return event.stopPropagation();
      // React Flow takes a tap on a port as the beginning of a connection, and one on another port as its end: for a finger the whole card is that.
      const begun = flow.getState().connectionClickStartHandle;
      if (begun?.type !== 'source' || !begun.id || !coarsePointer.matches || !(target instanceof Element)) return;
      const onto = target.closest<HTMLElement>('.react-flow__node-flow')?.dataset.id;
      if (onto === undefined || onto === begun.nodeId || target.closest('.react-flow__handle')) return;
      event.stopPropagation();
      flow.setState({ connectionClickStartHandle: null });
      lead({ from: begun.nodeId, port: begun.id, to: onto });
    },
    [flow, lead, abandoned],
  );
  const starts = { onConnectStart: since, onReconnectStart: since, onClickConnectStart: since };
  return { onConnect, onReconnect, ...starts, onConnectEnd, onClickCapture };
}

/** Ids of nodes as they are now, asked by those that they had when a gesture began: React Flow keeps these until it ends. */
function useIdsSince(): {
  /** The gesture begins. */
  since(): void;
  idOf(id: string): string;
} {
  const { store } = useEditorCore();
  const renamed = useRef(new Map<string, string>());
  useEffect(
    () =>
      store.onRenamed(({ from, to }) => {
        const first = [...renamed.current].find(([, id]) => id === from)?.[0] ?? from;
        renamed.current.set(first, to);
      }),
    [store],
  );
  const since = useCallback(() => renamed.current.clear(), []);
  const idOf = useCallback((id: string) => renamed.current.get(id) ?? id, []);
  return { since, idOf };
}

function nodeAt(screen: { x: number; y: number }): string | undefined {
  const found = window.document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow__node-flow');
  return found instanceof HTMLElement ? found.dataset.id : undefined;
}
