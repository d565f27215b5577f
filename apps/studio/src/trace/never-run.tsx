import { Button, Group, Text } from '@mantine/core';
import { graphOf } from '@patchbay/flow-spec';
import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useDebug, useDebugState } from '../debug/debug-context.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import type { DataOf } from './node-data.tsx';

interface Props {
  of: DataOf;
  nodeId: string;
  isPath: boolean;
  /** Whether the test stands still before it. */
  stands: boolean;
}

/** What is said of a node or a path that no conversation came to, and how one would. */
export function NeverRun({ of, nodeId, isPath, stands }: Props): JSX.Element {
  const t = useTexts('trace');
  const { store, showSide } = useEditorCore();
  const { runNode, pinNode } = useDebug();
  const replayed = useDebugState((view) => view.steps.length + view.others.length > 0);
  const type = graphOf(store.document).node(nodeId)?.type;
  const definition = type === undefined ? undefined : nodeRegistry.get(type);
  const text =
    of === 'past'
      ? t('notPassed')
      : of === 'replay'
        ? replayed
          ? t('neitherThenNorNow')
          : t('replayFirst')
        : isPath
          ? t('nothingWentAlong')
          : stands
            ? t('standsHereExplained')
            : t('neverRunExplained');
  return (
    <>
      <Text size="xs" mb="xs">
        {text}
      </Text>
      {of === 'test' && !stands ? (
        <Group gap="xs">
          <Button size="compact-xs" onClick={() => showSide('preview')}>
            {t('tryTheFlow')}
          </Button>
          {isPath ? null : (
            <Button size="compact-xs" variant="default" onClick={() => runNode(nodeId)}>
              {t('runThisNode')}
            </Button>
          )}
          {!isPath && definition && isPinnable(definition) ? (
            <Button size="compact-xs" variant="default" onClick={() => pinNode(nodeId)}>
              {t('pinItsOutput')}
            </Button>
          ) : null}
        </Group>
      ) : null}
    </>
  );
}
