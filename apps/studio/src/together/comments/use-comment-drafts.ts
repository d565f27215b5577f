import { useSyncExternalStore } from 'react';
import { useSession, WORKSPACE } from '../../api/session.tsx';
import { useEditorCore } from '../../editor/editor-context.ts';
import { type CommentDraft, CommentDrafts, type DraftFor } from './comment-drafts.ts';

/** The comments that are begun in the flow that is open. */
export function useCommentDrafts(): CommentDrafts {
  const { flowKey } = useEditorCore();
  const { user } = useSession();
  return CommentDrafts.of({ user: user?.id ?? '', workspace: WORKSPACE, flowKey });
}

/** One of them, as it stands. */
export function useCommentDraft(name: DraftFor): CommentDraft | undefined {
  const drafts = useCommentDrafts();
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(name));
}
