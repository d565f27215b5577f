import { ActionIcon, Code, Group, ScrollArea, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import type { FlowNode, FlowProblem } from '@patchbay/flow-spec';
import { formFields } from '@patchbay/node-kit';
import { NameField, NodeForm, type Path } from '@patchbay/node-form';
import { localisedFields } from '../nodes/localised-fields.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useTexts } from '@patchbay/texts';
import { ListSkeleton } from '@patchbay/ui';
import { IconTrash } from '@tabler/icons-react';
import { type JSX, memo, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react';
import { focusCanvas } from '../canvas/focus-canvas.ts';
import { NodeTestActions } from '../debug/node-test-actions.tsx';
import { deleteSelection } from '../edits/delete-selection.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { problemInWords } from '../editor/problem-in-words.ts';
import { FlowSettings } from './flow-settings.tsx';
import { leaveForm } from './leave-form.ts';
import { neededFields } from './needed-fields.ts';
import { ProblemBox } from './problem-box.tsx';
import { SeveralForm } from './several-form.tsx';
import { useFormKey } from './use-form-key.ts';
import { useFormSurroundings } from './use-form-surroundings.ts';
import { useShownSelection } from './use-shown-selection.ts';
import { useNewConnection } from './use-new-connection.tsx';

const NONE: readonly FlowProblem[] = [];

/** The form of what is selected: a node, or with nothing selected the flow itself. */
export function Inspector(): JSX.Element {
  const document = useEditorState((state) => state.document);
  const selection = useShownSelection();
  const [only] = selection;
  const node = selection.size === 1 ? document.nodes.find((one) => one.id === only) : undefined;
  const formKey = useFormKey(node?.id);
  const viewport = useRef<HTMLDivElement>(null);
  // What is looked at next begins at its head.
  useLayoutEffect(() => {
    if (viewport.current) viewport.current.scrollTop = 0;
  }, [formKey]);
  // Of an editor that opens, the canvas is drawn first.
  const drawn = useDeferredValue(true, false);
  return (
    <ScrollArea h="100%" type="auto" viewportRef={viewport} data-form data-form-of={node?.id}>
      {node ? (
        <NodeInspector key={formKey} node={node} />
      ) : selection.size > 1 ? (
        <SeveralForm selection={selection} />
      ) : drawn ? (
        <FlowSettings />
      ) : (
        <ListSkeleton />
      )}
    </ScrollArea>
  );
}

function NodeInspector({ node }: { node: FlowNode }): JSX.Element {
  const { store, readOnly } = useEditorCore();
  const own = useEditorState((state) => state.problems.get(node.id)) ?? NONE;
  const definition = nodeRegistry.get(node.type);
  const fields = useMemo(
    () => (definition ? neededFields({ definition, fields: localisedFields(formFields(definition)) }) : []),
    [definition],
  );
  const { newConnection, dialog } = useNewConnection();
  const context = useFormSurroundings({ nodeId: node.id, newConnection });
  const onChange = useCallback(
    (path: Path, value: unknown, along: readonly { path: Path; value: unknown }[] = []) => {
      store.apply(
        [{ path, value }, ...along].map((one) => ({
          type: 'node.set',
          id: node.id,
          path: one.path,
          ...(one.value === undefined ? {} : { value: one.value }),
        })),
        { mergeKey: `${node.id} ${path.join('.')}` },
      );
    },
    [store, node.id],
  );
  const issues = useMemo(
    () =>
      own.map((problem) => ({
        ...problem,
        message: problemInWords({ document: store.document, problem, beside: true }),
      })),
    [own, store],
  );
  // Problems of a field are shown at the field; the others here.
  const elsewhere = own.filter((problem) => !fields.some((field) => field.key === problem.path.split('.')[0]));
  const form = (
    <Stack p="md" gap="sm" onKeyDown={leaveForm}>
      <NodeHead id={node.id} type={node.type} />
      {readOnly ? null : <NodeTestActions id={node.id} type={node.type} />}
      {elsewhere.map((problem) => (
        <ProblemBox key={`${problem.path} ${problem.code}`} problem={problem} />
      ))}
      {definition ? (
        <NodeForm fields={fields} values={node.config ?? {}} issues={issues} context={context} onChange={onChange} />
      ) : (
        <Code block>{JSON.stringify(node.config ?? {}, null, 2)}</Code>
      )}
      <NodeNames id={node.id} label={node.label} />
    </Stack>
  );
  // Beside the form, so that keys in the dialog are no keys of the form.
  return (
    <>
      {form}
      {dialog}
    </>
  );
}

// Apart, since what is typed changes nothing of it.
const NodeHead = memo(function NodeHead({ id, type }: { id: string; type: string }): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditorCore();
  const definition = nodeRegistry.get(type);
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text fw={600}>{definition?.title ?? t('unknownNode')}</Text>
        <Text size="xs" c="dimmed">
          {definition?.hint ?? t('thisReleaseDoesNotKnow', { type })}
        </Text>
      </div>
      <Tooltip label={t('deleteDel')}>
        <ActionIcon
          color="red"
          aria-label={t('deleteTheNode')}
          disabled={readOnly}
          onClick={() => {
            store.apply(deleteSelection({ document: store.document, ids: new Set([id]) }));
            store.select([]);
            focusCanvas();
          }}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
});

const NodeNames = memo(function NodeNames({ id: was, label }: { id: string; label: string | undefined }): JSX.Element {
  const t = useTexts('inspector');
  const { store, readOnly } = useEditorCore();
  const rename = (to: string) => {
    if (store.apply([{ type: 'node.rename', id: was, to }])) store.select([to]);
    return undefined;
  };
  const isThere = () => store.document.nodes.some((node) => node.id === was);
  return (
    <Group grow align="flex-start" gap="xs" mt="sm">
      <TextInput
        size="xs"
        label={t('nameOnTheCanvas')}
        readOnly={readOnly}
        value={label ?? ''}
        onChange={(event) =>
          store.apply(
            [
              {
                type: 'node.label',
                id: was,
                ...(event.currentTarget.value ? { label: event.currentTarget.value } : {}),
              },
            ],
            { mergeKey: `${was} label` },
          )
        }
      />
      <NameField label={t('id')} name={was} readOnly={readOnly} rename={rename} isThere={isThere} />
    </Group>
  );
});
