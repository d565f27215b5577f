import type { CommentThread } from '@patchbay/api-contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { client, useSession } from '../../api/session.tsx';
import { notifyError } from '../../api/notify.ts';
import { useEditorCore, useEditorState } from '../../editor/editor-context.ts';
import { useSettled } from '../../editor/settled.tsx';
import { useTogether } from '../together-context.ts';

const NONE: readonly CommentThread[] = [];

/** Threads of a flow, read anew when somebody writes. */
export function useComments(flowKey: string): readonly CommentThread[] {
  const answer = useQuery({
    queryKey: ['comments', flowKey],
    queryFn: async () => (await client.call('listComments', { params: { key: flowKey } })).data.threads,
    enabled: useSettled(),
  });
  return answer.data ?? NONE;
}

/** Keeps the threads of a flow up to date while it is open: at their nodes at once, also before the server has been told of a new name. */
export function useLiveComments(flowKey: string): void {
  const { link } = useTogether();
  const { store } = useEditorCore();
  const queries = useQueryClient();
  useEffect(
    () =>
      store.onRenamed(({ from, to }) =>
        queries.setQueryData<readonly CommentThread[]>(['comments', flowKey], (threads) =>
          threads?.map((thread) => (thread.nodeId === from ? { ...thread, nodeId: to } : thread)),
        ),
      ),
    [store, queries, flowKey],
  );
  useEffect(
    () =>
      link.onComments(() => {
        void queries.invalidateQueries({ queryKey: ['comments', flowKey] });
        void queries.invalidateQueries({ queryKey: ['mentions'] });
      }),
    [link, queries, flowKey],
  );
}

/** Does something with a flow's comments, and shows what came of it. Gives false when it was refused. */
export function useCommentAction(flowKey: string): (work: () => Promise<unknown>) => Promise<boolean> {
  const queries = useQueryClient();
  return useCallback(
    async (work) => {
      try {
        await work();
        await queries.invalidateQueries({ queryKey: ['comments', flowKey] });
        void queries.invalidateQueries({ queryKey: ['mentions'] });
        return true;
      } catch (error) {
        notifyError(error);
        return false;
      }
    },
    [queries, flowKey],
  );
}

/** Reads the threads anew once the server knows that a node is gone, whose name it tells from then on. */
export function useGoneNode(isUntold: boolean): void {
  const { flowKey } = useEditorCore();
  const queries = useQueryClient();
  const saved = useEditorState((state) => state.save === 'saved');
  useEffect(() => {
    if (isUntold && saved) void queries.invalidateQueries({ queryKey: ['comments', flowKey] });
  }, [isUntold, saved, queries, flowKey]);
}

/** Whether the one who is signed in may write comments. */
export function useMayComment(): boolean {
  const { role } = useSession();
  return role === 'admin' || role === 'editor' || role === 'agent';
}
