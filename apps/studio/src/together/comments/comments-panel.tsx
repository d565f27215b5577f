import { Button, ScrollArea, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useQueryClient } from '@tanstack/react-query';
import { type JSX, useEffect, useState } from 'react';
import { client } from '../../api/session.tsx';
import { useEditorCore, useEditorState } from '../../editor/editor-context.ts';
import { nameOfNode } from '../../editor/name-of-node.ts';
import { CommentEditor } from './comment-editor.tsx';
import { ThreadCard } from './thread-card.tsx';
import { useCommentAction, useComments, useMayComment } from './use-comments.ts';

/** The threads of the selected node, or with nothing selected those of the whole flow. */
export function CommentsPanel(): JSX.Element {
  const t = useTexts('together');
  const { flowKey } = useEditorCore();
  const threads = useComments(flowKey);
  const mayComment = useMayComment();
  const act = useCommentAction(flowKey);
  const [all, setAll] = useState(false);
  const [sent, setSent] = useState(0);
  const onSent = () => setSent((before) => before + 1);
  const nodeId = useEditorState(({ selection, document }) =>
    selection.size === 1 ? document.nodes.find((node) => selection.has(node.id))?.id : undefined,
  );
  const name = useEditorState(({ document }) => (nodeId === undefined ? '' : nameOfNode({ document, id: nodeId })));
  const here = threads.filter((thread) => nodeId === undefined || thread.nodeId === nodeId);
  const open = here.filter((thread) => thread.resolvedAt === null);
  const resolved = here.filter((thread) => thread.resolvedAt !== null);
  useSeen(here.filter((thread) => thread.unread).map((thread) => thread.id));
  return (
    <ScrollArea h="100%" type="auto">
      {/* Each is told anew. */}
      <VisuallyHidden role="status">{sent > 0 ? <span key={sent}>{t('commentIsSaved')}</span> : null}</VisuallyHidden>
      <Stack p="md" gap="sm">
        {nodeId === undefined ? (
          <Text size="sm" c="dimmed">
            {t('noCommentsSelect')}
          </Text>
        ) : mayComment ? (
          <CommentEditor
            draft={`node:${nodeId}`}
            label={t('commentOn', { name })}
            submitLabel={t('comment')}
            onSubmit={async (written) => {
              const body = { nodeId, ...written };
              const done = await act(() => client.call('startThread', { params: { key: flowKey }, body }));
              if (done) onSent();
              return done;
            }}
          />
        ) : null}
        {here.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noCommentsHere')}
          </Text>
        ) : null}
        {open.map((thread) => (
          <ThreadCard key={thread.id} thread={thread} named={nodeId === undefined} onSent={onSent} />
        ))}
        {resolved.length > 0 && !all ? (
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
            {t('showResolved', { count: resolved.length })}
          </Button>
        ) : null}
        {all
          ? resolved.map((thread) => (
              <ThreadCard key={thread.id} thread={thread} named={nodeId === undefined} onSent={onSent} />
            ))
          : null}
      </Stack>
    </ScrollArea>
  );
}

// What is shown is read. It stays marked as new until the panel is shown the next time.
function useSeen(unread: readonly string[]): void {
  const { flowKey } = useEditorCore();
  const queries = useQueryClient();
  const ids = unread.join(' ');
  useEffect(() => {
    if (ids === '') return;
    const calls = ids
      .split(' ')
      .map((thread) => client.call('seeThread', { params: { key: flowKey, thread }, body: {} }));
    void Promise.allSettled(calls).then(() => queries.invalidateQueries({ queryKey: ['mentions'] }));
  }, [ids, flowKey, queries]);
}
