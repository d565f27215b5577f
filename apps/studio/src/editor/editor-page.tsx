import { Center, Loader } from '@mantine/core';
import { parseFlowDocument } from '@patchbay/flow-spec';
import { ErrorState } from '@patchbay/ui';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { type JSX, useEffect, useMemo } from 'react';
import { useParams } from 'react-router';
import { notifications } from '@mantine/notifications';
import { localise, useTexts } from '@patchbay/texts';
import { client, useSession } from '../api/session.tsx';
import { startAutosave } from './autosave.ts';
import { EditorStore } from './editor-store.ts';
import { keepHistory, readHistory } from './kept-history.ts';
import { EditorView } from './editor-view.tsx';

/** Loads a draft and edits it. */
export function EditorPage(): JSX.Element {
  const t = useTexts('editor');
  const { key = '' } = useParams();
  const { role } = useSession();
  const draft = useQuery({
    queryKey: ['draft', key],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const { data, headers } = await client.call('readDraft', { params: { key } });
      const parsed = parseFlowDocument(data);
      if (!parsed.ok) throw new Error(parsed.issues[0]?.message ?? 'The draft cannot be read.');
      return { document: parsed.value, revision: Number(/\d+/.exec(headers.get('etag') ?? '')?.[0] ?? 0) };
    },
  });
  const store = useMemo(
    () => (draft.data ? new EditorStore({ ...draft.data, history: readHistory(key) }) : undefined),
    [draft.data, key],
  );
  useEffect(() => (store ? keepHistory({ store, flowKey: key }) : undefined), [store, key]);
  const autosave = useMemo(() => (store ? startAutosave({ store, client, flowKey: key }) : undefined), [store, key]);
  useEffect(() => () => autosave?.stop(), [autosave]);
  useEffect(() => {
    if (store)
      store.onRefused = (message) =>
        notifications.show({ color: 'yellow', title: t('aChangeWasNotMade'), message: localise(message) });
  }, [store, t]);

  if (draft.isError) {
    return (
      <Center h="100vh" p="lg">
        <ErrorState error={draft.error} retry={() => void draft.refetch()} />
      </Center>
    );
  }
  if (!store || !autosave) {
    return (
      <Center h="100vh">
        <Loader aria-label={t('loadingTheFlow')} />
      </Center>
    );
  }
  return (
    <ReactFlowProvider key={key}>
      <EditorView store={store} flowKey={key} readOnly={role !== 'admin' && role !== 'editor'} flush={autosave.flush} />
    </ReactFlowProvider>
  );
}
