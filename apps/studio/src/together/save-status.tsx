import { Text, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconEye, IconLock } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';

/** Whether what was changed is saved, on its way, or kept here until there is a connection, or the right to write, again. */
export function SaveStatus(): JSX.Element {
  const t = useTexts('editor');
  const more = useTexts('together');
  const { readOnly } = useEditorCore();
  const save = useEditorState((state) => (state.save === 'waiting' ? 'saving' : state.save));
  const keeps = save === 'offline' || save === 'forbidden';
  const unsaved = useEditorState((state) => (keeps ? state.unsaved : 0));
  const shown = keeps ? save : readOnly ? 'readOnly' : save === 'saved' ? 'saved' : 'saving';
  const Icon = icons[shown];
  const text =
    shown === 'forbidden'
      ? more('keptForbidden', { count: unsaved })
      : shown === 'offline'
        ? unsaved > 0
          ? more('keptEdits', { count: unsaved })
          : more('offline')
        : t(shown);
  return (
    <>
      {/* What comes with every key is there to be read, and is not said: that is for the line below. */}
      <Text
        size="xs"
        c={keeps ? 'red' : 'dimmed'}
        role="status"
        aria-live="off"
        className="pb-save"
        data-keeps={keeps || undefined}
        title={text}
      >
        <Icon size={16} aria-hidden="true" />
        <span>{text}</span>
      </Text>
      <Told save={save} />
    </>
  );
}

const icons = {
  forbidden: IconLock,
  offline: IconCloudOff,
  readOnly: IconEye,
  saved: IconCloudCheck,
  saving: IconCloudUp,
};

/** Says to who does not see it that edits are kept back, and once they are saved after that. */
function Told({ save }: { save: 'saved' | 'saving' | 'offline' | 'forbidden' }): JSX.Element {
  const t = useTexts('editor');
  const more = useTexts('together');
  const [told, setTold] = useState<'saved' | 'offline' | 'forbidden'>();
  if (save !== told && (save === 'offline' || save === 'forbidden' || (save === 'saved' && told))) setTold(save);
  return (
    <VisuallyHidden aria-live="polite">
      {told === undefined
        ? ''
        : told === 'saved'
          ? t('saved')
          : more(told === 'offline' ? 'keepsOffline' : 'keepsForbidden')}
    </VisuallyHidden>
  );
}
