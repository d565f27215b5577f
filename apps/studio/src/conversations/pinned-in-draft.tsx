import { Alert } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';

/** Says that what is pinned in the draft stands in for nodes of a replay; nothing where none is. */
export function PinnedInDraft({ names }: { names: readonly string[] }): JSX.Element | null {
  const t = useTexts('conversations');
  if (names.length === 0) return null;
  return (
    <Alert color="grape" role="note">
      {t('pinnedInDraft', { names: names.join(', ') })}
    </Alert>
  );
}
