import { localise } from '@patchbay/texts';
import { Button, Group } from '@mantine/core';
import { type FlowProblem, quickFixes } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { type JSX, useMemo } from 'react';
import { useEditor, useEditorState } from './editor-context.ts';

/** What mends a problem with one click. */
export function QuickFixButtons({
  problem,
  tabIndex = 0,
}: {
  problem: FlowProblem;
  tabIndex?: number;
}): JSX.Element | null {
  const { store } = useEditor();
  const document = useEditorState((state) => state.document);
  const fixes = useMemo(() => quickFixes({ document, types: nodeRegistry, problem }), [document, problem]);
  if (fixes.length === 0) return null;
  return (
    <Group gap={6} className="pb-fixes">
      {fixes.map((fix, index) => (
        <Button
          key={`${index} ${fix.label}`}
          size="compact-xs"
          variant="light"
          tabIndex={tabIndex}
          onClick={() => store.apply(fix.operations)}
        >
          {localise(fix.label)}
        </Button>
      ))}
    </Group>
  );
}
