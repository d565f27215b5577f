import { useComputedColorScheme } from '@mantine/core';
import type { FlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useTexts } from '@patchbay/texts';
import { IconLasso } from '@tabler/icons-react';
import {
  Background,
  ControlButton,
  Controls,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import {
  type DragEvent,
  type JSX,
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { roomBetween } from '../edits/room-between.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { addNode } from '../editor/new-node.ts';
import { DRAGGED_TYPE } from '../palette/palette.tsx';
import { TogetherOnCanvas } from '../together/together-on-canvas.tsx';
import { onGrid } from './align-guides.ts';
import { Arrows } from './arrows.tsx';
import { type CanvasEdge, type CanvasItem, canvasElements } from './canvas-elements.ts';
import { CanvasStatus } from './canvas-status.tsx';
import { CanvasTip } from './canvas-tip.tsx';
import { firstView, keepView } from './first-view.ts';
import { FlowEdgeLine } from './flow-edge.tsx';
import { FlowNodeCard } from './flow-node-card.tsx';
import { FrameCard } from './frame-card.tsx';
import { GuideLines } from './guide-lines.tsx';
import { edgeItem } from './item-ids.ts';
import { NoteCard } from './note-card.tsx';
import { Overview } from './overview.tsx';
import { useAbandoning } from './use-abandoning.ts';
import { useBegunConnection } from './use-begun-connection.ts';
import { useConnecting } from './use-connecting.ts';
import { useFingerSize } from './use-finger-size.ts';
import { useLasso } from './use-lasso.ts';
import { useLivePlaces } from './use-live-places.ts';
import { useSelecting } from './use-selecting.ts';
import { useShownDocument } from './use-shown-document.ts';

const nodeTypes = { flow: FlowNodeCard, note: NoteCard, frame: FrameCard };
const edgeTypes = { flow: FlowEdgeLine };
/** Flows of at most so many items are drawn whole; of larger ones only what is in view. */
const DRAWN_WHOLE = 150;
/** Below these zooms cards lose their summary and ports, then all but their colour and title. */
const DETAIL = { less: 0.5, least: 0.25 };

/**
 * The flow as a picture that is edited: every change becomes operations, and the picture is drawn from the document. `fitted`: nodes that it opens at, instead of where
 * this tab was last in the flow.
 */
export function Canvas({ fitted }: { fitted?: ReadonlySet<string> | undefined }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    // Cards are drawn to sizes and ports that are known. React Flow would measure each that comes into view: that costs a layout, and at zooms where ports are not drawn it finds them nowhere.
    flow.setState({ updateNodeInternals: () => undefined });
    if (box.current) setSize({ width: box.current.clientWidth, height: box.current.clientHeight });
  }, [flow]);
  return (
    <div ref={box} className="pb-canvas-box">
      {size ? <Shown {...size} fitted={fitted} /> : null}
      <CanvasStatus />
      <CanvasTip within={box} />
    </div>
  );
}

interface Size {
  width: number;
  height: number;
}

interface ShownProps extends Size {
  fitted: ReadonlySet<string> | undefined;
}

function Shown(props: ShownProps): JSX.Element {
  return <Drawing document={useShownDocument()} {...props} />;
}

const Drawing = memo(function Drawing({
  document,
  fitted,
  width,
  height,
}: ShownProps & { document: FlowDocument }): JSX.Element {
  const t = useTexts('canvas');
  const { store, readOnly, flowKey, pickNode } = useEditorCore();
  const selection = useEditorState((state) => state.selection);
  const lit = useEditorState((state) => state.path.edges);
  const others = useEditorState((state) => state.path.others);
  const { screenToFlowPosition } = useReactFlow();
  const dark = useComputedColorScheme('light') === 'dark';
  const [elements] = useState(canvasElements);
  const derived = useMemo(
    () => elements.nodes({ document, selection, readOnly }),
    [elements, document, selection, readOnly],
  );
  const edges = useMemo(
    () => elements.edges({ document, selection, lit, others }),
    [elements, document, selection, lit, others],
  );
  const abandoned = useRef(false);
  const [lasso, setLasso] = useState(false);
  const controls = useMemo(
    () => ({
      'controls.ariaLabel': t('controls'),
      'controls.zoomIn.ariaLabel': t('zoomIn'),
      'controls.zoomOut.ariaLabel': t('zoomOut'),
      'controls.fitView.ariaLabel': t('fitView'),
    }),
    [t],
  );
  const { items, guides, onPlaceChanges, putBack } = useLivePlaces({ derived, abandoned });
  useAbandoning({ abandoned, putBack });
  const connecting = useConnecting({ abandoned });
  useBegunConnection();
  const selecting = useSelecting();
  const fingerSize = useFingerSize();
  const [view] = useState(() => firstView({ flowKey, items: derived, fitted, width, height }));

  const escapesLasso = useLasso();
  const onSelected = useCallback(
    (changes: readonly { type: string; id?: string; selected?: boolean }[]) => {
      const chosen = changes.filter((change) => change.type === 'select');
      if (chosen.length === 0) return;
      const next = new Set(store.state.selection);
      for (const { id, selected } of chosen) {
        if (id === undefined || (selected && escapesLasso(id))) continue;
        if (selected) next.add(id);
        else next.delete(id);
      }
      store.select(next);
    },
    [store, escapesLasso],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasItem>[]) => {
      onSelected(changes);
      onPlaceChanges(changes);
    },
    [onSelected, onPlaceChanges],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<CanvasEdge>[]) => onSelected(changes), [onSelected]);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const definition = nodeRegistry.get(event.dataTransfer.getData(DRAGGED_TYPE));
      if (!definition || readOnly) return;
      event.preventDefault();
      const screen = { x: event.clientX, y: event.clientY };
      const { x, y } = screenToFlowPosition(screen);
      const { document } = store;
      const edge = edgeAt(screen);
      const between = document.edges.find((one) => edgeItem(one) === edge);
      const meant = { x: onGrid(x - 120), y: onGrid(y - 20) };
      const room = between ? roomBetween({ document, edge: between, meant }) : { position: meant, operations: [] };
      const { id, operations } = addNode({
        document,
        definition,
        position: room.position,
        from: between && { id: between.from, port: between.port },
      });
      if (store.apply([...room.operations, ...operations])) store.select([id]);
    },
    [store, readOnly, screenToFlowPosition],
  );

  return (
    <ReactFlow<CanvasItem, CanvasEdge>
      nodes={items}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={dark ? 'dark' : 'light'}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      {...connecting}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      {...selecting}
      onMoveEnd={(_, moved) => {
        if (!fitted) keepView({ flowKey, view: moved });
        fingerSize(moved);
      }}
      onDoubleClick={(event) => {
        if (readOnly || !isPane(event.target)) return;
        const screen = { x: event.clientX, y: event.clientY };
        const { x, y } = screenToFlowPosition(screen);
        pickNode({ screen, position: { x: onGrid(x), y: onGrid(y) } });
      }}
      zoomOnDoubleClick={false}
      // What a finger has instead of the Shift key: the next drag selects, and then it moves the canvas again.
      selectionOnDrag={lasso}
      panOnDrag={!lasso}
      onSelectionEnd={() => setLasso(false)}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      elevateNodesOnSelect={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
      selectionMode={SelectionMode.Partial}
      // As in other editors of this kind: the wheel and two fingers move it, and with Ctrl they zoom.
      panOnScroll
      panOnScrollSpeed={1}
      connectionRadius={28}
      minZoom={0.05}
      maxZoom={2}
      defaultViewport={view}
      onlyRenderVisibleElements={items.length > DRAWN_WHOLE}
      proOptions={{ hideAttribution: true }}
      tabIndex={0}
      aria-label={t('canvasOfTheFlow')}
      aria-describedby="pb-canvas-keys"
      ariaLabelConfig={controls}
    >
      <Arrows />
      <Background gap={20} />
      <Controls showInteractive={false} fitViewOptions={{ maxZoom: 1, padding: 0.12 }}>
        <ControlButton
          title={t('selectWithALasso')}
          aria-label={t('selectWithALasso')}
          aria-pressed={lasso}
          className="pb-lasso"
          onClick={() => setLasso(!lasso)}
        >
          <IconLasso />
        </ControlButton>
      </Controls>
      <Overview items={items} />
      <GuideLines guides={guides} />
      <TogetherOnCanvas />
      <Detail />
    </ReactFlow>
  );
});

/** Tells the style sheet how much of a card can be read at this zoom. */
function Detail(): null {
  const level = useStore(({ transform }) =>
    transform[2] < DETAIL.least ? 'least' : transform[2] < DETAIL.less ? 'less' : 'full',
  );
  const dom = useStore((state) => state.domNode);
  useEffect(() => {
    if (dom) dom.dataset.detail = level;
  }, [dom, level]);
  return null;
}

function isPane(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.classList.contains('react-flow__pane');
}

function edgeAt(screen: { x: number; y: number }): string | undefined {
  for (const element of window.document.elementsFromPoint(screen.x, screen.y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (id) return id;
  }
  return undefined;
}
