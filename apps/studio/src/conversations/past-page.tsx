import { Button, Center } from '@mantine/core';
import { parseFlowDocument } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { EmptyState } from '@patchbay/ui';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import type { JSX } from 'react';
import { Link, useParams } from 'react-router';
import { client } from '../api/session.tsx';
import { EditorStore } from '../editor/editor-store.ts';
import { PastSkeleton } from '../shell/canvas-skeleton.tsx';
import { WholeError } from '../shell/whole-error.tsx';
import { PastView } from './past-view.tsx';
import { useMemo } from 'react';

/** A conversation that somebody had, on the canvas of the version that it ran: its path, its data, what was said. */
export function PastPage(): JSX.Element {
  const { id = '' } = useParams();
  const t = useTexts('conversations');
  const trace = useQuery({
    queryKey: ['conversation-trace', id],
    queryFn: async () => (await client.call('conversationTrace', { params: { id } })).data,
  });
  const document = trace.data?.document;
  const store = useMemo(() => {
    const parsed = document === undefined ? undefined : parseFlowDocument(document);
    return parsed?.ok ? new EditorStore({ document: parsed.value, revision: 0 }) : undefined;
  }, [document]);
  if (trace.isError)
    return <WholeError error={trace.error} retry={() => void trace.refetch()} missing="conversation" />;
  if (trace.isPending) return <PastSkeleton />;
  if (!store)
    return (
      <Center h="100vh" p="lg">
        <EmptyState
          title={t('versionIsGone')}
          hint={t('versionIsGoneHint')}
          action={
            <Button component={Link} to={`/conversations/${id}`} variant="default">
              {t('back')}
            </Button>
          }
        />
      </Center>
    );
  return (
    <ReactFlowProvider key={`past ${id}`}>
      <PastView id={id} store={store} trace={trace.data} />
    </ReactFlowProvider>
  );
}
