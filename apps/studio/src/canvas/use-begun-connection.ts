import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { isWriting } from '../commands/is-writing.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import type { History } from '../editor/history.ts';
import { coarsePointer } from './coarse-pointer.ts';

/**
 * A connection that a click on a port began waits for a click on another port, or of a finger on a card. It is given up where something else is done first: something else is selected, one writes
 * somewhere, or a step is made or taken back. It follows its node to another id.
 */
export function useBegunConnection(): void {
  const { store } = useEditorCore();
  const flow = useStoreApi();
  useEffect(() => {
    let { selection, history } = store.state;
    // The card that a finger presses is selected before the tap leads there.
    let pressesCard = false;
    const giveUp = () => {
      if (flow.getState().connectionClickStartHandle) flow.setState({ connectionClickStartHandle: null });
    };
    const onStore = () => {
      const before = { selection, history };
      ({ selection, history } = store.state);
      const begun = flow.getState().connectionClickStartHandle;
      if (!begun) return;
      const others = [...selection].some((id) => id !== begun.nodeId && !before.selection.has(id));
      const left = selection !== before.selection && (others || selection.size === 0);
      if ((left && !pressesCard) || stepOf(history) !== stepOf(before.history)) giveUp();
    };
    const onDown = ({ target }: PointerEvent) => {
      pressesCard =
        coarsePointer.matches && target instanceof Element && target.closest('.react-flow__node-flow') !== null;
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (isWriting(target)) giveUp();
    };
    const leave = [
      store.subscribe(onStore),
      store.onRenamed(({ from, to }) => {
        const begun = flow.getState().connectionClickStartHandle;
        if (begun?.nodeId === from) flow.setState({ connectionClickStartHandle: { ...begun, nodeId: to } });
      }),
    ];
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('focusin', onFocus);
    return () => {
      for (const end of leave) end();
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('focusin', onFocus);
    };
  }, [store, flow]);
}

/** Names the step of one's own that was made last: what others do leaves it as it is. */
function stepOf({ past, future }: History): string {
  return `${past.at(-1)?.at} ${future.length}`;
}
