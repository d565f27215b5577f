import type { FlowDocument } from '@patchbay/flow-spec';
import { useMemo } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { useNodeData } from '../debug/use-node-data.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { type Known, knownBefore, setAt } from './known-before.ts';
import { readsOf } from './reads-of.ts';
import type { Run } from './runs-of.ts';

interface Options {
  nodeId: string;
  /** Undefined: what it would read now, where the test stands still before it. */
  run: Run | undefined;
  /** Whether it is the last of its runs, of which the test knows more. */
  last: boolean;
  runs: number;
}

/** What a node read in a run, by path: worked out from the steps before it, or for the last run as the test tells it. */
export function useReads({ nodeId, run, last, runs }: Options): Record<string, unknown> | undefined {
  const { store } = useEditorCore();
  const steps = useDebugState((view) => view.steps);
  const byHand = useDebugState((view) => view.byHand);
  const tried = useDebugState((view) => view.tried);
  const debug = useDebugState((view) => view.debug);
  const stands = debug?.paused?.nodeId === nodeId && debug.paused.flow === store.document.key;
  // What it is told of while it runs, or stands before the node once more, is another run already.
  const told = debug?.state !== 'running' && (run ? last && !stands : stands);
  const data = useNodeData({ nodeId, when: told ? `${runs}${run ? '' : ' paused'}` : undefined });
  return useMemo(() => {
    const first = run ? run.first : stands ? steps.length : undefined;
    // Of a recursive flow the frames are not told apart.
    if (first === undefined || (run?.step.depth ?? 0) > 0) return undefined;
    const document: FlowDocument = tried ?? store.document;
    const known: Known = knownBefore({ steps, first, document, byHand });
    if (data) {
      const vars = { ...data.vars };
      const depth = run ? run.step.depth : debug?.paused?.depth;
      for (const change of byHand)
        if (change.before === first && change.flow === document.key && change.depth === depth)
          setAt({ target: vars, ...change });
      Object.assign(known, { vars, nodes: data.nodes, message: data.message, whole: true });
    }
    return readsOf({ config: document.nodes.find((node) => node.id === nodeId)?.config ?? {}, known });
  }, [store, nodeId, run, stands, steps, byHand, tried, data, debug?.paused?.depth]);
}
