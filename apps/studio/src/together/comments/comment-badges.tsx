import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconMessageCircle } from '@tabler/icons-react';
import { ViewportPortal } from '@xyflow/react';
import type { JSX } from 'react';
import { boxesOf } from '../../edits/board.ts';
import { useEditorCore, useEditorState } from '../../editor/editor-context.ts';
import { nameOfNode } from '../../editor/name-of-node.ts';
import { useComments } from './use-comments.ts';

/** On each card how many threads are open about it. */
export function CommentBadges(): JSX.Element | null {
  const t = useTexts('together');
  const { flowKey, store, showSide } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const open = Map.groupBy(
    useComments(flowKey).filter((thread) => thread.resolvedAt === null),
    (thread) => thread.nodeId,
  );
  if (open.size === 0) return null;
  return (
    <ViewportPortal>
      {boxesOf({ document, ids: new Set(open.keys()) }).map((box) => {
        const threads = open.get(box.id) ?? [];
        const label = t('commentsOnNode', { count: threads.length, name: nameOfNode({ document, id: box.id }) });
        return (
          <Tooltip key={box.id} label={label}>
            <UnstyledButton
              className="pb-comment-badge nopan"
              aria-label={label}
              data-unread={threads.some((thread) => thread.unread) || undefined}
              style={{ transform: `translate(${box.x + box.width - 18}px, ${box.y - 14}px)` }}
              onClick={() => {
                store.select([box.id]);
                showSide('comments');
              }}
            >
              <IconMessageCircle size={14} aria-hidden="true" />
              {threads.length}
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </ViewportPortal>
  );
}
