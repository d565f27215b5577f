import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { slugify } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { extractSubflow } from '../edits/extract-subflow.ts';
import { freeKey } from './free-key.ts';
import { notifyExtracted } from './notify-extracted.tsx';

/** Makes a flow of its own of what is selected; says at once when that cannot be. */
export function ExtractDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('commands');
  const { store } = useEditorCore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [ids] = useState(store.state.selection);
  const [name, setName] = useState(() => nameOf({ document: store.document, ids }));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const refusal = useMemo(() => {
    const tried = extractSubflow({ document: store.document, ids, key: 'part', name: 'Part' });
    return typeof tried === 'string' ? tried : undefined;
  }, [store, ids]);
  const make = async () => {
    const taken = new Set([...(flows.data ?? []).map((flow) => flow.key), store.document.key]);
    const key = freeKey({ stem: slugify(name) || 'subflow', taken });
    const made = extractSubflow({ document: store.document, ids, key, name });
    if (typeof made === 'string') return setError(made);
    setBusy(true);
    try {
      await client.call('createFlow', { body: made.flow });
    } catch (fault) {
      setBusy(false);
      return setError(errorText(fault));
    }
    void queries.invalidateQueries({ queryKey: ['flows'] });
    onClose();
    if (!store.apply(made.operations, { label: t('extracted', { name }) })) return;
    store.select([made.id]);
    notifyExtracted({ store, nodeId: made.id, name, open: () => void navigate(`/flows/${key}`) });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };
  return (
    <Modal opened onClose={onClose} title={t('extractSubflow')}>
      {refusal === undefined ? (
        <form onSubmit={onSubmit}>
          <Stack>
            <TextInput
              label={t('nameOfSubflow')}
              data-autofocus
              required
              maxLength={200}
              value={name}
              error={error}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setError(undefined);
              }}
            />
            <Text size="xs" c="dimmed">
              {t('extractHelp')}
            </Text>
            <Button type="submit" loading={busy} disabled={name.trim() === '' || !flows.data}>
              {t('makeSubflow')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Alert color="yellow" title={t('cannotBeDone')}>
          {refusal}
        </Alert>
      )}
    </Modal>
  );
}

/** What a frame says that is selected with the nodes, else nothing yet. */
function nameOf({
  document,
  ids,
}: {
  document: { frames?: { id: string; title: string }[]; nodes: { id: string; label?: string }[] };
  ids: ReadonlySet<string>;
}): string {
  const frame = document.frames?.find((one) => ids.has(`frame:${one.id}`));
  return frame?.title ?? document.nodes.find((node) => ids.has(node.id) && node.label)?.label ?? '';
}
