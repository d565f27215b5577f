import { DRAFT_SOCKET_CLOSE } from '@patchbay/api-contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { type JSX, useEffect, useMemo } from 'react';
import { useParams } from 'react-router';
import { notifications } from '@mantine/notifications';
import { localise, useTexts } from '@patchbay/texts';
import { client, useSession, WORKSPACE } from '../api/session.tsx';
import { EditorSkeleton } from '../shell/canvas-skeleton.tsx';
import { WholeError } from '../shell/whole-error.tsx';
import { DraftLink } from '../together/draft-link.ts';
import { keepCaret } from '../together/keep-caret.ts';
import { keepFocus } from '../together/keep-focus.ts';
import { holdKeptEdits } from '../together/hold-kept-edits.ts';
import { keepEdits } from '../together/keep-edits.ts';
import type { KeptEdits } from '../together/kept-edits.ts';
import { openDraft } from '../together/open-draft.ts';
import { People } from '../together/people.ts';
import { TogetherContext } from '../together/together-context.ts';
import { writingIn } from '../together/writing-in.ts';
import { UnparsedTexts } from '../inspector/unparsed-texts.ts';
import { keepHistory, readHistory } from './kept-history.ts';
import { EditorView } from './editor-view.tsx';

/** Loads a draft and edits it. */
export function EditorPage(): JSX.Element {
  const t = useTexts('editor');
  const { key = '' } = useParams();
  const { role, user } = useSession();
  const queries = useQueryClient();
  const userId = user?.id ?? '';
  const draft = useQuery({
    queryKey: ['draft', key],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const held = holdKeptEdits({ workspace: WORKSPACE, flowKey: key, userId });
      signal.addEventListener('abort', held.leave);
      try {
        const history = readHistory({ workspace: WORKSPACE, flowKey: key, userId });
        return { store: await openDraft({ client, flowKey: key, kept: held.edits, history }), held };
      } catch (error) {
        held.leave();
        throw error;
      }
    },
  });
  const { store, held } = draft.data ?? {};
  useEffect(
    () => (store ? keepHistory({ store, workspace: WORKSPACE, flowKey: key, userId }) : undefined),
    [store, key, userId],
  );
  useEffect(() => {
    if (!store || !held) return;
    const read = (kept: readonly KeptEdits[]) => openDraft({ client, flowKey: key, kept, history: undefined });
    return keepEdits({ store, workspace: WORKSPACE, flowKey: key, userId, held, read });
  }, [store, held, key, userId]);
  useEffect(() => {
    const unparsed = UnparsedTexts.of({ user: userId, workspace: WORKSPACE, flowKey: key });
    return store?.onRenamed((renamed) => unparsed.rename(renamed));
  }, [store, key, userId]);
  const together = useMemo(() => {
    if (!store) return undefined;
    const people = new People();
    const link = new DraftLink({ store, client, flowKey: key, workspace: WORKSPACE, people });
    return { people, link };
  }, [store, key]);
  useEffect(() => {
    together?.link.start();
    return () => together?.link.stop();
  }, [together]);
  useEffect(
    () =>
      together?.link.onFinal((code) => {
        if (code === DRAFT_SOCKET_CLOSE.signedOut) void queries.invalidateQueries({ queryKey: ['me'] });
        else void queries.resetQueries({ queryKey: ['draft', key] });
      }),
    [together, queries, key],
  );
  useEffect(
    () => together?.link.onRights(() => void queries.invalidateQueries({ queryKey: ['me'] })),
    [together, queries],
  );
  useEffect(() => {
    if (!store) return;
    store.onForeign = () => {
      keepCaret();
      keepFocus();
    };
    store.writingIn = () => writingIn(store);
  }, [store]);
  useEffect(() => {
    if (store)
      store.onRefused = (message) =>
        notifications.show({ color: 'yellow', title: t('aChangeWasNotMade'), message: localise(message) });
  }, [store, t]);

  if (draft.isError) return <WholeError error={draft.error} retry={() => void draft.refetch()} missing="flow" />;
  if (!store || !together) return <EditorSkeleton />;
  return (
    <ReactFlowProvider key={key}>
      <TogetherContext.Provider value={together}>
        <EditorView
          store={store}
          flowKey={key}
          readOnly={role !== 'admin' && role !== 'editor'}
          flush={together.link.flush}
        />
      </TogetherContext.Provider>
    </ReactFlowProvider>
  );
}
