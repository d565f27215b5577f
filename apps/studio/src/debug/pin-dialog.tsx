import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import type { Cut, Pin, Step } from '@patchbay/api-contract';
import { jsonFault } from '@patchbay/node-form/json-fault';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyDone } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useDebug, useDebugState } from './debug-context.ts';
import { CutNotice } from './cut-notice.tsx';
import { fieldErrors } from './field-errors.ts';
import { JsonField } from './json-field.tsx';
import { jsonText, parseJson } from './parse-json.ts';
import { pinOfStep } from './pin-of-step.ts';

interface Props {
  nodeId: string;
  /** The step whose output it is to be. */
  of: Step | undefined;
  flush(): Promise<void>;
  onClose(): void;
}

/** Pins an output to a node: what a step or the last test gave, or what is typed. */
export function PinDialog({ nodeId, of, flush, onClose }: Props): JSX.Element | null {
  const t = useTexts('debug');
  const { store } = useDebug();
  const queries = useQueryClient();
  const document = useEditorState((state) => state.document);
  const entry = useDebugState((view) => view.pins.get(nodeId));
  const last = useDebugState((view) =>
    view.steps.findLast((one) => one.flow === store.flowKey && one.nodeId === nodeId && gave(one)),
  );
  const step = of && gave(of) ? of : last;
  const node = document.nodes.find((one) => one.id === nodeId);
  const outlets = (node && nodeRegistry.get(node.type)?.outlets(node.config ?? {})) ?? [];
  const first = entry?.pin ?? (step && pinOfStep(step));
  const [outlet, setOutlet] = useState(first?.outlet ?? outlets[0]?.id ?? 'next');
  const [text, setText] = useState(jsonText(first?.value));
  const [error, setError] = useState(first?.error ?? { code: 'http.failed', message: t('errorForTesting') });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const done = async (message: string) => {
    await queries.invalidateQueries({ queryKey: ['pins', store.flowKey] });
    notifyDone(message);
    onClose();
  };
  const params = { key: store.flowKey, nodeId };
  const save = useMutation({
    mutationFn: async (pin: Pin) => {
      await flush();
      await client.call('setPin', { params, body: pin });
    },
    onSuccess: () => done(t('outputIsPinned', { name: nameOfNode({ document, id: nodeId }) })),
    onError: (problem) => setFaults(fieldErrors(problem)),
  });
  const remove = useMutation({
    mutationFn: () => client.call('deletePin', { params }),
    onSuccess: () => done(t('runsAgain', { name: nameOfNode({ document, id: nodeId }) })),
    onError: (problem) => setFaults(fieldErrors(problem)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = text.trim() === '' ? undefined : parseJson(text);
    if (text.trim() !== '' && !value) return setFaults({ value: t('thisIsNoJson', jsonFault(text)) });
    setFaults({});
    save.mutate({
      outlet,
      ...(value ? { value: value.value } : {}),
      ...(outlet === 'error' ? { error } : {}),
      // Of an output that is another now it says nothing.
      ...(first?.saved && outlet === first.outlet && text === jsonText(first.value) ? { saved: first.saved } : {}),
    });
  };
  return (
    <Modal opened onClose={onClose} title={t('pinTitle', { name: nameOfNode({ document, id: nodeId }) })} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('pinExplained')}
          </Text>
          <Select
            label={t('leavesBy')}
            data-autofocus
            data={outlets.map((one) => ({ value: one.id, label: one.label || one.id }))}
            value={outlet}
            allowDeselect={false}
            error={faults.outlet}
            onChange={(next) => next !== null && setOutlet(next)}
          />
          {outlet === 'error' ? (
            <Group grow align="flex-start">
              <TextInput
                label={t('errorCode')}
                value={error.code}
                error={faults.error}
                onChange={(event) => setError({ ...error, code: event.currentTarget.value })}
              />
              <TextInput
                label={t('errorMessage')}
                value={error.message}
                onChange={(event) => setError({ ...error, message: event.currentTarget.value })}
              />
            </Group>
          ) : null}
          {step && !entry ? <CutNotice text={t('pinIsCut')} of={step.output} cut={cutOfOutput(step)} /> : null}
          <JsonField
            label={t('itsOutput')}
            description={step && !entry ? t('fromTheLastTest') : t('asJson')}
            value={text}
            error={faults.value}
            rows={8}
            onChange={setText}
          />
          {faults[''] ? <Alert color="red">{faults['']}</Alert> : null}
          <Group justify="space-between">
            {entry ? (
              <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t('removeThePin')}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={save.isPending}>
              {t('pinIt')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

// What waits has given nothing yet.
function gave({ outcome }: Step): boolean {
  return outcome === 'next' || outcome === 'fail';
}

function cutOfOutput({ cut = [] }: Step): Cut {
  return cut.filter(({ path }) => path[0] === 'output').map(({ path, length }) => ({ path: path.slice(1), length }));
}
