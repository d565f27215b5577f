import { type Box, isWithin } from '@patchbay/flow-spec';
import type { useReactFlow } from '@xyflow/react';
import { onGrid } from '../canvas/align-guides.ts';
import { type Added, addFrame, addNote } from '../edits/add-to-board.ts';
import { boxesOf } from '../edits/board.ts';
import type { PickRequest } from '../editor/editor-context.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { placeToAdd, positionsOf } from '../editor/new-node.ts';
import type { Command, Place, Say } from './command.ts';

/** What adds something to the flow: a node, a path, a note, a frame. */
export function addCommands({
  store,
  flow,
  view,
  pickNode,
  connect,
  t,
}: {
  store: EditorStore;
  flow: ReturnType<typeof useReactFlow>;
  /** What of the canvas is in view. */
  view(): Box;
  pickNode(request: PickRequest): void;
  /** Asks for the node that the selected one is to lead to. */
  connect(): void;
  t: Say;
}): Command[] {
  const only = () => (store.state.selection.size === 1 ? [...store.state.selection][0] : undefined);
  const middle = () => {
    const { x, y, width, height } = view();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  };
  const added = ({ id, operations }: Added) => {
    if (!store.apply(operations)) return;
    store.select([id]);
    const [box] = boxesOf({ document: store.document, ids: new Set([id]) });
    if (!box || isWithin({ box, area: view() })) return;
    void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: flow.getZoom(), duration: 200 });
  };
  const addNext = (place?: Place) => {
    if (place) return pickNode({ screen: flow.flowToScreenPosition(place), position: place });
    const from = placeToAdd({ document: store.document, item: only() });
    const at = from && positionsOf(store.document)[from.id];
    pickNode({
      screen: at && flow.flowToScreenPosition({ x: at.x + 260, y: at.y }),
      from: from?.port === undefined ? undefined : { id: from.id, port: from.port },
      position: at ? undefined : middle(),
    });
  };
  return [
    { id: 'add', label: t('addTheNextNode'), group: 'Add', keys: ['a'], edits: true, run: addNext },
    {
      id: 'connect',
      label: t('connectToAnotherNode'),
      group: 'Add',
      keys: ['c'],
      edits: true,
      run: () => only() !== undefined && connect(),
    },
    {
      id: 'note',
      label: t('addANote'),
      group: 'Add',
      keys: ['n'],
      edits: true,
      run: (at) => added(addNote({ document: store.document, near: middle(), at: at && gridPoint(at) })),
    },
    {
      id: 'frame',
      label: t('addAFrameAroundWhat'),
      short: t('frameAround'),
      group: 'Add',
      keys: ['f'],
      edits: true,
      run: (at) =>
        added(
          addFrame({
            document: store.document,
            ids: at ? new Set() : store.state.selection,
            near: middle(),
            at: at && gridPoint(at),
          }),
        ),
    },
  ];
}

function gridPoint({ x, y }: Place): Place {
  return { x: onGrid(x), y: onGrid(y) };
}
