import { Tabs, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconMessageCircle } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useEditorCore } from '../../editor/editor-context.ts';
import { useComments } from './use-comments.ts';

/** Leads to the comments; says how many threads are open. */
export function CommentsTab(): JSX.Element {
  const t = useTexts('together');
  const { flowKey } = useEditorCore();
  const open = useComments(flowKey).filter((thread) => thread.resolvedAt === null).length;
  const label = open > 0 ? t('commentsOpen', { count: open }) : t('comments');
  return (
    <Tabs.Tab value="comments" title={label}>
      <span className="pb-comments-tab">
        <IconMessageCircle size={16} aria-hidden="true" />
        <VisuallyHidden>{t('comments')}</VisuallyHidden>
        {open > 0 ? open : null}
      </span>
    </Tabs.Tab>
  );
}
