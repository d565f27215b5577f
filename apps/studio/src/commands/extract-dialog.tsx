import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { slugify } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, type RefObject, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { extractSubflow } from '../edits/extract-subflow.ts';
import { isKeyOf } from './command.ts';
import { chosenIn } from './chosen-in.ts';
import { freeKey } from './free-key.ts';
import { makeSubflow } from './make-subflow.ts';
import { notifyExtracted } from './notify-extracted.tsx';

/** Makes a flow of its own of what is selected; says at once when that cannot be. */
export function ExtractDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('commands');
  const { store } = useEditorCore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const nodeIds = useChosenNodes();
  const [name, setName] = useState(() => nameOf({ document: store.document, ids: store.state.selection }));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const [refusal] = useState(() => {
    const tried = extractSubflow({ document: store.document, ids: store.state.selection, key: 'part', name: 'Part' });
    return typeof tried === 'string' ? tried : undefined;
  });
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  // The palette would take the place of the dialog.
  useEffect(() => {
    if (!busy) return;
    const hold = (event: KeyboardEvent) => {
      if (isKeyOf({ event, keys: ['mod+k'] })) event.preventDefault();
    };
    window.addEventListener('keydown', hold, true);
    return () => window.removeEventListener('keydown', hold, true);
  }, [busy]);
  const make = async () => {
    const taken = new Set([...(flows.data ?? []).map((flow) => flow.key), store.document.key]);
    const key = freeKey({ stem: slugify(name) || 'subflow', taken });
    const extract = () => {
      const { document } = store;
      const there = new Set(document.nodes.map((node) => node.id));
      if (![...nodeIds.current].every((id) => there.has(id))) return t('partGone');
      return extractSubflow({ document, ids: nodeIds.current, key, name });
    };
    setBusy(true);
    try {
      const made = await makeSubflow({
        ...{ client, extract },
        isWanted: () => isOpen.current,
        apply: (operations) => store.apply(operations, { label: t('extracted', { name }) }),
      });
      if (made === undefined) return;
      if (typeof made === 'string') return setError(made);
      onClose();
      store.select([made.id]);
      notifyExtracted({ store, nodeId: made.id, name, open: () => void navigate(`/flows/${key}`) });
    } catch (fault) {
      if (isOpen.current) setError(errorText(fault));
      else notifyError(fault);
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['flows'] });
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void make();
  };
  return (
    <Modal
      opened
      // What is being made is either there at the end or not at all.
      onClose={() => !busy && onClose()}
      withCloseButton={!busy}
      title={t('extractSubflow')}
    >
      {refusal === undefined ? (
        <form onSubmit={onSubmit}>
          <Stack>
            <TextInput
              label={t('nameOfSubflow')}
              data-autofocus
              autoFocus
              required
              maxLength={200}
              value={name}
              error={error}
              readOnly={busy}
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

/** Ids of the nodes that were selected when this was drawn first, whatever they are called since. */
function useChosenNodes(): RefObject<ReadonlySet<string>> {
  const { store } = useEditorCore();
  const [chosen] = useState(() => chosenIn({ document: store.document, selection: store.state.selection }).nodes);
  const ids = useRef<ReadonlySet<string>>(new Set(chosen.map((node) => node.id)));
  useEffect(
    () =>
      store.onRenamed(({ from, to }) => {
        ids.current = new Set([...ids.current].map((id) => (id === from ? to : id)));
      }),
    [store],
  );
  return ids;
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
