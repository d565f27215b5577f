import { ActionIcon, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconPencil } from '@tabler/icons-react';
import { type JSX, useMemo, useRef, useState } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { placeOfTest } from '../debug/place-of-test.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { tellingNames } from '../editor/name-of-node.ts';
import { heldVariables, type SetBy } from './held-variables.ts';
import { VariableField } from './variable-field.tsx';

/** What the variables of the test conversation hold now, with the node that set each. While it stands still or waits, they can be changed. */
export function VariablesPanel(): JSX.Element {
  const t = useTexts('trace');
  const { readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const steps = useDebugState((view) => view.steps);
  const debug = useDebugState((view) => view.debug);
  const [changing, setChanging] = useState<string>();
  const [said, setSaid] = useState('');
  const pencils = useRef(new Map<string, HTMLButtonElement>());
  const byHand = useDebugState((view) => view.byHand);
  const held = useMemo(() => heldVariables({ document, steps, byHand, debug }), [document, steps, byHand, debug]);
  const { flow } = placeOfTest({ debug, steps, flowKey: document.key });
  const nameOf = useMemo(() => tellingNames(document), [document]);
  const saidOf = (by: SetBy): string => {
    if (by?.kind !== 'node') return by === undefined ? '' : t(by.kind === 'hand' ? 'byHand' : 'atFirst');
    return by.flow === document.key ? nameOf(by.nodeId) : by.nodeId;
  };
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
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {flow === document.key ? null : (
        <Text size="xs" px="xs" pt="xs">
          {t('variablesOfFlow', { flow })}
        </Text>
      )}
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
                    ref={(pencil) => {
                      if (pencil) pencils.current.set(key, pencil);
                    }}
                    size="xs"
                    ml={4}
                    aria-label={t('changeVariable', { name: key })}
                    onClick={() => {
                      setSaid('');
                      setChanging(key);
                    }}
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
                    type={flow === document.key ? document.variables?.find((one) => one.key === key)?.type : undefined}
                    onDone={(set) => {
                      setChanging(undefined);
                      if (set) setSaid(t('variableIsSet', { name: key, value: shownValue(set.value) }));
                      pencils.current.get(key)?.focus();
                    }}
                  />
                ) : (
                  <>
                    <pre className="pb-value" tabIndex={0}>
                      {shownValue(value)}
                    </pre>
                    {cut.has(key) ? (
                      <Text size="xs" c="dimmed">
                        {t('variableIsCut')}
                      </Text>
                    ) : null}
                  </>
                )}
              </Table.Td>
              <Table.Td c="dimmed">{saidOf(by)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

function shownValue(value: unknown): string {
  return value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
}
