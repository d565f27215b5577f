import { ActionIcon, Alert, Button, Code, Group, ScrollArea, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import type { FlowNode } from '@patchbay/flow-spec';
import { formFields } from '@patchbay/node-kit';
import { NodeForm, type Path } from '@patchbay/node-form';
import { localisedFields } from '../nodes/localised-fields.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { IconTrash } from '@tabler/icons-react';
import { type JSX, useCallback, useMemo, useState } from 'react';
import { NodeTestActions } from '../debug/node-test-actions.tsx';
import { deleteSelection } from '../edits/delete-selection.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { QuickFixButtons } from '../editor/quick-fix-buttons.tsx';
import { FlowSettings } from './flow-settings.tsx';
import { leaveForm } from './leave-form.ts';
import { useFormSurroundings } from './use-form-surroundings.ts';

/** The form of what is selected: a node, or with nothing selected the flow itself. */
export function Inspector(): JSX.Element {
  const t = useTexts('inspector');
  const document = useEditorState((state) => state.document);
  const selection = useEditorState((state) => state.selection);
  const { store, readOnly } = useEditor();
  const [only] = selection;
  const node = selection.size === 1 ? document.nodes.find((one) => one.id === only) : undefined;
  return (
    <ScrollArea h="100%" type="auto">
      {node ? (
        <NodeInspector key={node.id} node={node} />
      ) : selection.size > 1 ? (
        <Stack p="md">
          <Text size="sm">{t('itemsAreSelected', { count: selection.size })}</Text>
          <Button
            color="red"
            variant="light"
            disabled={readOnly}
            onClick={() => {
              store.apply(deleteSelection({ document: store.document, ids: selection }));
              store.select([]);
            }}
          >
            {t('deleteThem')}
          </Button>
        </Stack>
      ) : (
        <FlowSettings />
      )}
    </ScrollArea>
  );
}

function NodeInspector({ node }: { node: FlowNode }): JSX.Element {
  const t = useTexts('inspector');
  const { store, problems, readOnly } = useEditor();
  const definition = nodeRegistry.get(node.type);
  const fields = useMemo(() => (definition ? localisedFields(formFields(definition)) : []), [definition]);
  const context = useFormSurroundings({ nodeId: node.id });
  const own = problems.get(node.id) ?? [];
  const onChange = useCallback(
    (path: Path, value: unknown) => {
      store.apply([{ type: 'node.set', id: node.id, path, ...(value === undefined ? {} : { value }) }], {
        mergeKey: `${node.id} ${path.join('.')}`,
      });
    },
    [store, node.id],
  );
  // Problems of a field are shown at the field; the others here.
  const elsewhere = own.filter((problem) => !fields.some((field) => field.key === problem.path.split('.')[0]));
  return (
    <Stack p="md" gap="sm" onKeyDown={leaveForm}>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={600}>{definition?.title ?? t('unknownNode')}</Text>
          <Text size="xs" c="dimmed">
            {definition?.hint ?? t('thisReleaseDoesNotKnow', { type: node.type })}
          </Text>
        </div>
        <Tooltip label={t('deleteDel')}>
          <ActionIcon
            color="red"
            aria-label={t('deleteTheNode')}
            disabled={readOnly}
            onClick={() => {
              store.apply(deleteSelection({ document: store.document, ids: new Set([node.id]) }));
              store.select([]);
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {readOnly ? null : <NodeTestActions node={node} />}
      {elsewhere.map((problem) => (
        <Alert key={`${problem.path} ${problem.code}`} color={problem.severity === 'error' ? 'red' : 'yellow'} p="xs">
          <Text size="sm">{localise(problem.message)}</Text>
          {readOnly ? null : <QuickFixButtons problem={problem} />}
        </Alert>
      ))}
      {definition ? (
        <NodeForm fields={fields} values={node.config ?? {}} issues={own} context={context} onChange={onChange} />
      ) : (
        <Code block>{JSON.stringify(node.config ?? {}, null, 2)}</Code>
      )}
      <NodeNames node={node} />
    </Stack>
  );
}

function NodeNames({ node }: { node: FlowNode }): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditor();
  const [id, setId] = useState(node.id);
  const rename = () => {
    if (id === node.id) return;
    if (store.apply([{ type: 'node.rename', id: node.id, to: id }])) store.select([id]);
    else setId(node.id);
  };
  return (
    <Group grow align="flex-start" gap="xs" mt="sm">
      <TextInput
        size="xs"
        label={t('nameOnTheCanvas')}
        readOnly={readOnly}
        value={node.label ?? ''}
        onChange={(event) =>
          store.apply(
            [
              {
                type: 'node.label',
                id: node.id,
                ...(event.currentTarget.value ? { label: event.currentTarget.value } : {}),
              },
            ],
            { mergeKey: `${node.id} label` },
          )
        }
      />
      <TextInput
        size="xs"
        label={t('id')}
        readOnly={readOnly}
        value={id}
        spellCheck={false}
        onChange={(event) => setId(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === 'Enter' && rename()}
      />
    </Group>
  );
}
