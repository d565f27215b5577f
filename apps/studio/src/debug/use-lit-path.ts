import { useEffect } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { useDebugState } from './debug-context.ts';

/** Lights the way of the test on the canvas: the nodes that it went through, the one where it is, and what each was given last. */
export function useLitPath(): void {
  const { store, flowKey } = useEditorCore();
  const steps = useDebugState((view) => view.steps);
  const paused = useDebugState((view) => view.debug?.paused);
  useEffect(() => {
    // A called flow has nodes of its own, which may be named alike.
    const own = steps.filter((step) => step.flow === flowKey);
    store.setPath({
      visited: new Set(own.map((step) => step.nodeId)),
      current: paused ? (paused.flow === flowKey ? paused.nodeId : undefined) : own.at(-1)?.nodeId,
      given: new Map(own.flatMap((step) => (step.config === undefined ? [] : [[step.nodeId, step.config] as const]))),
    });
  }, [store, flowKey, steps, paused]);
  useEffect(() => () => store.setPath({ visited: new Set(), current: undefined, given: new Map() }), [store]);
}
