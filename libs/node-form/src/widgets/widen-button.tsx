import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { useTexts } from '@patchbay/texts';

/** Opens a field in a window of its own. */
export function WidenButton({ label, onWiden }: { label: string; onWiden: () => void }) {
  const t = useTexts('nodeForm');
  return (
    <Tooltip label={t('writeInALargeField')}>
      <ActionIcon size="sm" aria-label={t('writeLabelInALarge', { label })} onClick={onWiden}>
        <IconArrowsMaximize size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
