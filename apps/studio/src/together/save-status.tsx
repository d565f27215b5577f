import { Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconCloudOff, IconLock } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';

/** Whether what was changed is saved, on its way, or kept here until there is a connection, or the right to write, again. */
export function SaveStatus(): JSX.Element {
  const t = useTexts('editor');
  const more = useTexts('together');
  const { readOnly } = useEditorCore();
  const save = useEditorState((state) => (state.save === 'waiting' ? 'saving' : state.save));
  const keeps = save === 'offline' || save === 'forbidden';
  const unsaved = useEditorState((state) => (keeps ? state.unsaved : 0));
  if (keeps) {
    const text =
      save === 'forbidden'
        ? more('keptForbidden', { count: unsaved })
        : unsaved > 0
          ? more('keptEdits', { count: unsaved })
          : more('offline');
    return (
      <Text size="xs" c="red" role="status" className="pb-save" title={text}>
        {save === 'offline' ? <IconCloudOff size={14} aria-hidden="true" /> : <IconLock size={14} aria-hidden="true" />}{' '}
        <span>{text}</span>
      </Text>
    );
  }
  return (
    <Text size="xs" c="dimmed" role="status" className="pb-save pb-wide">
      {readOnly ? t('readOnly') : save === 'saved' ? t('saved') : t('saving')}
    </Text>
  );
}
