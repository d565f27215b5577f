import { Alert, Text, VisuallyHidden } from '@mantine/core';
import type { FlowProblem } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { placeInWords } from '../editor/place-in-words.ts';
import { problemInWords } from '../editor/problem-in-words.ts';
import { QuickFixButtons } from '../editor/quick-fix-buttons.tsx';

/**
 * A problem of a node that belongs to none of its fields: how bad it is by shape, by colour and in a word, and what mends it. A group that is named after what it is about, and
 * interrupts nobody: it comes and goes while one types.
 */
export function ProblemBox({ problem }: { problem: FlowProblem }): JSX.Element {
  const t = useTexts('editor');
  const { readOnly } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const isError = problem.severity === 'error';
  const severity = isError ? t('error') : t('warning');
  const Icon = isError ? IconAlertCircle : IconAlertTriangle;
  const { nodeId, path } = problem;
  const place =
    placeInWords({ document, nodeId, path }) || (nodeId === null ? '' : nameOfNode({ document, id: nodeId }));
  return (
    <Alert
      role="group"
      className="pb-problem-box"
      color={isError ? 'red' : 'orange'}
      p="xs"
      icon={<Icon size={16} aria-hidden />}
      title={
        <>
          <span aria-hidden="true">{severity}</span>
          <VisuallyHidden>{`${severity}: ${place}`}</VisuallyHidden>
        </>
      }
    >
      <Text size="sm">{problemInWords({ document, problem })}</Text>
      {readOnly ? null : <QuickFixButtons problem={problem} />}
    </Alert>
  );
}
