import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useEditorCore } from '../../editor/editor-context.ts';
import { useCommentDrafts } from './use-comment-drafts.ts';
import { useComments, useLiveComments } from './use-comments.ts';

/** Keeps the comments up to date, what is begun with its node, and leads to the thread that the address names. */
export function CommentsWatch(): null {
  const { flowKey, store, reveal, showSide } = useEditorCore();
  useLiveComments(flowKey);
  const drafts = useCommentDrafts();
  useEffect(() => store.onRenamed((renamed) => drafts.rename(renamed)), [store, drafts]);
  const [query, setQuery] = useSearchParams();
  const wanted = query.get('thread');
  const thread = useComments(flowKey).find((one) => one.id === wanted);
  useEffect(() => {
    if (!thread) return;
    reveal(thread.nodeId);
    showSide('comments');
    setQuery(
      (before) => {
        before.delete('thread');
        return before;
      },
      { replace: true },
    );
  }, [thread, reveal, showSide, setQuery]);
  return null;
}
