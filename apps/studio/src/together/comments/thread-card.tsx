import { ActionIcon, Badge, Button, Group, Paper, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import type { CommentThread, FlowComment } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type JSX, useRef, useState } from 'react';
import { notifyUndo } from '../../api/notify-undo.tsx';
import { client, useSession } from '../../api/session.tsx';
import { useEditorCore, useEditorState } from '../../editor/editor-context.ts';
import { nameOfNode } from '../../editor/name-of-node.ts';
import { nodeRegistry } from '../../nodes/shown-nodes.ts';
import { focusWhenDrawn } from '../../shell/focus-when-drawn.ts';
import { isFocusLost } from '../../shell/hold-focus.ts';
import { CommentEditor, useMembers } from './comment-editor.tsx';
import { CommentText } from './comment-text.tsx';
import { useCommentDrafts } from './use-comment-drafts.ts';
import { useCommentAction, useGoneNode, useMayComment } from './use-comments.ts';

interface Props {
  thread: CommentThread;
  /** Says which node it is about, where that is not clear already. */
  named: boolean;
  /** A comment was written or changed. */
  onSent(): void;
}

/** One thread: what was said, an answer to it, and whether it is settled. */
export function ThreadCard({ thread, named, onSent }: Props): JSX.Element {
  const t = useTexts('together');
  const { flowKey, reveal } = useEditorCore();
  const mayComment = useMayComment();
  const act = useCommentAction(flowKey);
  const drafts = useCommentDrafts();
  // What was begun is gone on with.
  const [answering, setAnswering] = useState(() => drafts.get(`thread:${thread.id}`) !== undefined);
  const [opened, setOpened] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const name = useEditorState(({ document }) =>
    document.nodes.some((node) => node.id === thread.nodeId) ? nameOfNode({ document, id: thread.nodeId }) : undefined,
  );
  const { gone } = thread;
  const was = gone && (gone.label || (nodeRegistry.get(gone.type)?.title ?? gone.type));
  useGoneNode(name === undefined && gone === undefined);
  const params = { key: flowKey, thread: thread.id };
  const resolved = thread.resolvedAt !== null;
  const close = () => {
    setAnswering(false);
    if (isFocusLost() || card.current?.contains(window.document.activeElement))
      focusWhenDrawn(`[data-thread="${thread.id}"] .pb-answer`);
  };
  return (
    <Paper
      ref={card}
      withBorder
      p="xs"
      component="article"
      aria-label={name ?? was ?? t('nodeIsNoMore')}
      data-thread={thread.id}
    >
      <Stack gap="xs">
        <Group justify="space-between" gap="xs" wrap="nowrap">
          {named ? (
            name === undefined ? (
              <Text size="xs" c="dimmed">
                {was === undefined ? t('nodeIsNoMore') : t('nodeIsGone', { name: was })}
              </Text>
            ) : (
              <UnstyledButton miw={0} onClick={() => reveal(thread.nodeId)}>
                <Text size="xs" fw={600} lineClamp={2} className="pb-thread-name">
                  {name}
                </Text>
              </UnstyledButton>
            )
          ) : (
            <span />
          )}
          {thread.unread ? <Badge size="xs">{t('newForYou')}</Badge> : null}
        </Group>
        {thread.comments.map((comment) => (
          <OneComment key={comment.id} comment={comment} thread={thread} onSent={onSent} />
        ))}
        {resolved ? (
          <Text size="xs" c="dimmed">
            {t('resolvedBy', { name: thread.resolvedBy ?? '' })}
          </Text>
        ) : null}
        {mayComment && answering ? (
          <CommentEditor
            draft={`thread:${thread.id}`}
            label={t('writeAnAnswer')}
            submitLabel={t('answer')}
            autoFocus={opened}
            onCancel={close}
            onSubmit={async (body) => {
              const done = await act(() => client.call('addComment', { params, body }));
              if (!done) return false;
              onSent();
              close();
              return true;
            }}
          />
        ) : mayComment ? (
          <Group gap="xs">
            <Button
              size="compact-xs"
              variant="subtle"
              className="pb-answer"
              onClick={() => {
                setOpened(true);
                setAnswering(true);
              }}
            >
              {t('answer')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => void act(() => client.call('resolveThread', { params, body: { resolved: !resolved } }))}
            >
              {resolved ? t('openAgain') : t('resolve')}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Paper>
  );
}

interface CommentProps extends Pick<Props, 'thread' | 'onSent'> {
  comment: FlowComment;
}

function OneComment({ comment, thread, onSent }: CommentProps): JSX.Element {
  const t = useTexts('together');
  const { flowKey } = useEditorCore();
  const { user, role } = useSession();
  const act = useCommentAction(flowKey);
  const members = useMembers();
  const drafts = useCommentDrafts();
  const [changing, setChanging] = useState(() => drafts.get(`comment:${comment.id}`) !== undefined);
  const [opened, setOpened] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const own = comment.authorId !== null && comment.authorId === user?.id;
  const params = { key: flowKey, thread: thread.id, comment: comment.id };
  // The card may be gone by the time of the undoing.
  const remove = async () => {
    const done = await act(() => client.call('deleteComment', { params }));
    const undo = () => act(() => client.call('restoreComment', { params, body: {} }));
    if (done) notifyUndo({ message: t('commentWasDeleted'), undo });
  };
  const close = () => {
    setChanging(false);
    if (isFocusLost() || text.current?.contains(window.document.activeElement)) pencil.current?.focus();
  };
  const names = members.filter((one) => comment.mentions.includes(one.id)).map((one) => one.name);
  return (
    <div ref={text}>
      <Group justify="space-between" gap={4} wrap="nowrap">
        <Text size="xs" c="dimmed" truncate>
          <strong>{comment.authorName}</strong> · {formatDateTime(comment.createdAt)}{' '}
          {comment.editedAt === null ? '' : t('edited')}
        </Text>
        <Group gap={0} wrap="nowrap">
          {own ? (
            <Tooltip label={t('edit')}>
              <ActionIcon
                ref={pencil}
                size="sm"
                aria-label={t('edit')}
                onClick={() => {
                  setOpened(true);
                  setChanging(!changing);
                }}
              >
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
          ) : null}
          {own || role === 'admin' ? (
            <Tooltip label={t('deleteComment')}>
              <ActionIcon size="sm" aria-label={t('deleteComment')} onClick={() => void remove()}>
                <IconTrash size={14} />
              </ActionIcon>
            </Tooltip>
          ) : null}
        </Group>
      </Group>
      {changing ? (
        <CommentEditor
          draft={`comment:${comment.id}`}
          label={t('edit')}
          submitLabel={t('save')}
          initial={comment.body}
          mentioned={comment.mentions}
          autoFocus={opened}
          onCancel={close}
          onSubmit={async (body) => {
            const done = await act(() => client.call('changeComment', { params, body }));
            if (!done) return false;
            onSent();
            close();
            return true;
          }}
        />
      ) : (
        <CommentText body={comment.body} names={names} />
      )}
    </div>
  );
}
