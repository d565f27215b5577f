import type { Step } from '@patchbay/api-contract';
import { useMemo } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { edgeOfStep } from '../debug/lit-path.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { type Run, runsOf } from './runs-of.ts';

interface Options {
  nodeId: string;
  /** Only those that were left along this item of the canvas. */
  edge: string | undefined;
  steps: readonly Step[];
}

/** The runs of a node of this flow among some steps. */
export function useRuns({ nodeId, edge, steps }: Options): Run[] {
  const { store, flowKey } = useEditorCore();
  const stands = useDebugState((view) => view.debug?.paused);
  return useMemo(() => {
    const runs = runsOf({ steps, flow: flowKey, nodeId });
    const { document } = store;
    if (edge === undefined) return runs;
    return runs.filter(({ last }) => edgeOfStep({ steps, stands, document, at: last }) === edge);
  }, [store, flowKey, nodeId, edge, steps, stands]);
}
