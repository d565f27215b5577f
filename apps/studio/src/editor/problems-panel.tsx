import { Group, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { useEditor, useEditorState } from './editor-context.ts';
import { QuickFixButtons } from './quick-fix-buttons.tsx';

/** Everything that is wrong, errors first; a click leads to it. */
export function ProblemsPanel(): JSX.Element {
  const t = useTexts('editor');
  const { problems, reveal, readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const all = [...problems.values()]
    .flat()
    .sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
  const nameOf = (id: string | null) => {
    const node = document.nodes.find((one) => one.id === id);
    return node ? (node.label ?? nodeRegistry.get(node.type)?.title ?? node.type) : t('flow');
  };
  if (all.length === 0) {
    return (
      <Stack align="center" p="xl" gap="xs">
        <IconCircleCheck size={32} color="var(--mantine-color-teal-6)" />
        <Text size="sm" c="dimmed" ta="center">
          {t('nothingIsWrongTheFlow')}
        </Text>
      </Stack>
    );
  }
  return (
    <ScrollArea h="100%" type="auto">
      <Stack gap={2} p="xs" component="ul" m={0}>
        {all.map((problem) => (
          <li key={`${problem.nodeId} ${problem.path} ${problem.code}`} className="pb-plain-item">
            <UnstyledButton
              className="pb-problem"
              onClick={() => problem.nodeId && reveal(problem.nodeId, problem.path)}
            >
              <Group gap="xs" wrap="nowrap" align="flex-start">
                {problem.severity === 'error' ? (
                  <IconAlertCircle size={16} className="pb-fault" aria-label={t('error')} />
                ) : (
                  <IconAlertTriangle size={16} className="pb-warning" aria-label={t('warning')} />
                )}
                <div>
                  <Text size="sm">{localise(problem.message)}</Text>
                  <Text size="xs" c="dimmed">
                    {nameOf(problem.nodeId)}
                    {problem.path ? ` · ${problem.path}` : ''}
                  </Text>
                </div>
              </Group>
            </UnstyledButton>
            {readOnly ? null : <QuickFixButtons problem={problem} />}
          </li>
        ))}
      </Stack>
    </ScrollArea>
  );
}
