import { ActionIcon, ScrollArea, Table, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconPencil } from '@tabler/icons-react';
import { type JSX, useMemo, useState } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { tellingNames } from '../editor/name-of-node.ts';
import { VariableField } from './variable-field.tsx';

/** What the variables of the test conversation hold now, with the node that set each. While it stands still or waits, they can be changed. */
export function VariablesPanel(): JSX.Element {
  const t = useTexts('trace');
  const { readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const steps = useDebugState((view) => view.steps);
  const debug = useDebugState((view) => view.debug);
  const [changing, setChanging] = useState<string>();
  const held = useMemo(() => {
    const found = new Map<string, { value: unknown; by: string }>();
    for (const variable of document.variables ?? [])
      found.set(variable.key, { value: variable.default ?? null, by: t('atFirst') });
    // What a called flow sets is its own, unless the test stands in it.
    const depth = debug?.paused?.depth ?? 0;
    const nameOf = tellingNames(document);
    for (const step of steps)
      if (step.depth === depth)
        for (const [path, value] of Object.entries(step.changed ?? {}))
          found.set(path, { value, by: step.flow === document.key ? nameOf(step.nodeId) : step.nodeId });
    if (!debug) return found;
    const setBy = (key: string) =>
      found.get(key)?.by ?? [...found].findLast(([path]) => path.startsWith(`${key}.`))?.[1].by ?? '';
    const known = [...found.keys()].filter((key) => !key.includes('.'));
    return new Map(
      [...new Set([...known, ...Object.keys(debug.vars)])].map((key) => [
        key,
        { value: debug.vars[key] ?? null, by: setBy(key) },
      ]),
    );
  }, [document, steps, debug, t]);
  if (held.size === 0)
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('thisFlowHasNoVariables')}
      </Text>
    );
  const cut = new Set(debug?.cut?.map(({ path }) => path[1]));
  const mayChange = !readOnly && debug !== undefined && debug.state !== 'running';
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
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {key}
                {mayChange ? (
                  <ActionIcon
                    size="xs"
                    ml={4}
                    aria-label={t('changeVariable', { name: key })}
                    onClick={() => setChanging(key)}
                  >
                    <IconPencil size={12} />
                  </ActionIcon>
                ) : null}
              </Table.Td>
              <Table.Td>
                {changing === key && mayChange ? (
                  <VariableField
                    name={key}
                    value={value}
                    isCut={cut.has(key)}
                    type={document.variables?.find((one) => one.key === key)?.type}
                    onDone={() => setChanging(undefined)}
                  />
                ) : (
                  <>
                    <pre className="pb-value" tabIndex={0}>
                      {value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)}
                    </pre>
                    {cut.has(key) ? (
                      <Text size="xs" c="dimmed">
                        {t('variableIsCut')}
                      </Text>
                    ) : null}
                  </>
                )}
              </Table.Td>
              <Table.Td c="dimmed">{by}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
