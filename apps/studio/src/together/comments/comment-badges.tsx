import { Tooltip, UnstyledButton } from '@mantine/core';
import type { CommentThread } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { IconMessageCircle } from '@tabler/icons-react';
import { ViewportPortal } from '@xyflow/react';
import type { JSX } from 'react';
import { boxesOf } from '../../edits/board.ts';
import { useShownDocument } from '../../canvas/use-shown-document.ts';
import { useEditorCore } from '../../editor/editor-context.ts';
import { nameOfNode } from '../../editor/name-of-node.ts';
import { useComments } from './use-comments.ts';

/** On each card how many threads are open about it. */
export function CommentBadges(): JSX.Element | null {
  const { flowKey } = useEditorCore();
  const open = useComments(flowKey).filter((thread) => thread.resolvedAt === null);
  return open.length === 0 ? null : <Badges threads={open} />;
}

function Badges({ threads: all }: { threads: readonly CommentThread[] }): JSX.Element {
  const t = useTexts('together');
  const { store, showSide } = useEditorCore();
  const document = useShownDocument();
  const open = Map.groupBy(all, (thread) => thread.nodeId);
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
