import { useEffect, useRef, useState } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import type { TurnStep } from '../debug/debug-store.ts';

interface SelectedStep {
  /** The node of this flow that is selected. */
  nodeId: string | undefined;
  /** Index of the step that it was looked for: the last one of a node when that is selected elsewhere than in the list. */
  found: number | undefined;
  /** To be told of a node before the list selects it. */
  choosing(nodeId: string): void;
}

/** What a list of steps shows of the selection. Steps that come later are not looked for: the list stays where it is while a test runs. */
export function useSelectedStep(steps: readonly TurnStep[]): SelectedStep {
  const { flowKey } = useEditorCore();
  const nodeId = useEditorState(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  const [found, setFound] = useState<number>();
  const own = useRef<string>(undefined);
  const latest = useRef(steps);
  useEffect(() => {
    latest.current = steps;
  });
  useEffect(() => {
    const byList = own.current === nodeId;
    own.current = undefined;
    if (byList || nodeId === undefined) return;
    const last = latest.current.findLastIndex((step) => step.nodeId === nodeId && step.flow === flowKey);
    setFound(last < 0 ? undefined : last);
  }, [nodeId, flowKey]);
  return {
    nodeId,
    found,
    choosing(id) {
      own.current = id;
    },
  };
}
