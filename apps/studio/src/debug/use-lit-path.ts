import type { Step } from '@patchbay/api-contract';
import { useEffect } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { noPath } from '../editor/editor-state.ts';
import { useDebugState } from './debug-context.ts';
import { litPath } from './lit-path.ts';

const none: readonly Step[] = [];

/**
 * Lights the way of the test on the canvas: the nodes and edges that it went along, the node where it is, and what each was given last. `others`: the steps of a conversation that it is
 * compared with.
 */
export function useLitPath(others: readonly Step[] = none): void {
  const { store, flowKey } = useEditorCore();
  const steps = useDebugState((view) => view.steps);
  const paused = useDebugState((view) => view.debug?.paused);
  // What is typed into a form leads nowhere else.
  const led = useEditorState(({ document }) => document.edges);
  useEffect(() => {
    const { document } = store;
    const own = steps.filter((step) => step.flow === flowKey);
    store.setPath({
      ...litPath({ steps, stands: paused, document }),
      others: litPath({ steps: others, document }).edges,
      // While it stands in a flow that was called, the node that called it is where it is.
      current: paused?.flow === flowKey ? paused.nodeId : own.at(-1)?.nodeId,
      given: new Map(own.flatMap((step) => (step.config === undefined ? [] : [[step.nodeId, step.config] as const]))),
    });
  }, [store, flowKey, led, steps, paused, others]);
  useEffect(() => () => store.setPath(noPath), [store]);
}
