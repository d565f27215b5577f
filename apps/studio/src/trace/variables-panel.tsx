import { ScrollArea, Table, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useEditorState } from '../editor/editor-context.ts';
import type { Step } from './step-of.ts';

/** What the variables of the test conversation hold now, with the node that set each. */
export function VariablesPanel({ steps }: { steps: readonly Step[] }): JSX.Element {
  const t = useTexts('trace');
  const document = useEditorState((state) => state.document);
  const held = new Map<string, { value: unknown; by: string }>();
  for (const variable of document.variables ?? [])
    held.set(variable.key, { value: variable.default ?? null, by: t('atFirst') });
  // What a called flow sets is its own.
  for (const step of steps)
    if (step.depth === 0)
      for (const [path, value] of Object.entries(step.changed ?? {})) held.set(path, { value, by: step.nodeId });
  if (held.size === 0)
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('thisFlowHasNoVariables')}
      </Text>
    );
  return (
    <ScrollArea h="100%" type="auto">
      <Table layout="fixed" verticalSpacing={4} fz="xs" className="pb-variables">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="32%">{t('variable')}</Table.Th>
            <Table.Th>{t('value')}</Table.Th>
            <Table.Th w="24%">{t('setBy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...held].map(([key, { value, by }]) => (
            <Table.Tr key={key}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{key}</Table.Td>
              <Table.Td>
                <pre className="pb-value" tabIndex={0}>
                  {value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)}
                </pre>
              </Table.Td>
              <Table.Td c="dimmed">{by}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
