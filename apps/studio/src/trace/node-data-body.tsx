import { Group, Text } from '@mantine/core';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { StepActions } from '../debug/step-actions.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { knownBefore } from './known-before.ts';
import { NeverRun } from './never-run.tsx';
import type { DataOf } from './node-data.tsx';
import { readsOf } from './reads-of.ts';
import type { Run } from './runs-of.ts';
import { StepDetail } from './step-detail.tsx';
import { useReads } from './use-reads.ts';
import { ValueTree } from './value-tree.tsx';

interface Props {
  of: DataOf;
  nodeId: string;
  /** Of a path, what it leads on is shown alone. */
  edge: string | undefined;
  run: Run | undefined;
  /** The same run of the conversation that it is compared with. */
  other: Run | undefined;
  at: number;
  count: number;
  /** Whether the test stands still before it. */
  stands: boolean;
}

/** The data of a run, and what a test can do with the node; of one that was never run, how it would be. */
export function NodeDataBody({ of, nodeId, edge, run, other, at, count, stands }: Props): JSX.Element {
  const t = useTexts('trace');
  const { store } = useEditorCore();
  const node = graphOf(store.document).node(nodeId);
  const reads = useReads({ nodeId, run, last: at === count - 1, runs: count });
  const then = useThen({ nodeId, other });
  const step = run?.step ?? other?.step;
  return (
    <div className="pb-node-data-body" tabIndex={0} role="group" aria-label={t('values')}>
      {of === 'replay' && step && !(run && other) ? (
        <Text size="xs" mb={4}>
          {run ? t('onlyNow') : t('onlyThen')}
        </Text>
      ) : null}
      {step === undefined ? (
        <NeverRun of={of} nodeId={nodeId} isPath={edge !== undefined} stands={stands} />
      ) : edge === undefined ? (
        <StepDetail step={step} node={node} reads={run ? reads : then?.reads} then={run && then} />
      ) : (
        <StepDetail step={{ ...step, config: undefined }} node={node} />
      )}
      {step === undefined && stands && reads && Object.keys(reads).length > 0 ? (
        <ValueTree value={reads} path="" paths />
      ) : null}
      {of === 'test' && node && edge === undefined && (run || stands) ? (
        <Group gap="sm" mt={4}>
          <StepActions node={node} step={run?.step} />
        </Group>
      ) : null}
    </div>
  );
}

function useThen({ nodeId, other }: Pick<Props, 'nodeId' | 'other'>) {
  const { store } = useEditorCore();
  const steps = useDebugState((view) => view.others);
  return useMemo(() => {
    if (!other) return undefined;
    const { document } = store;
    const known = knownBefore({ steps, first: other.first, document });
    return { step: other.step, reads: readsOf({ config: graphOf(document).node(nodeId)?.config ?? {}, known }) };
  }, [store, nodeId, other, steps]);
}
