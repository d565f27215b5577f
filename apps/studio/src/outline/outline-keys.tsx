import { ActionIcon, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type JSX, useState } from 'react';

/** Which keys do what in the outline. Where there is little room it is one line, and a button beside it shows the rest. */
export function OutlineKeys({ id, readOnly }: { id: string; readOnly: boolean }): JSX.Element {
  const t = useTexts('outline');
  const [open, setOpen] = useState(false);
  return (
    <div className="pb-outline-keys" data-open={open || undefined}>
      <Text size="xs" c="dimmed" id={id}>
        {readOnly ? t('upAndDownMoveLeftRead') : t('upAndDownMoveLeft')}
      </Text>
      <ActionIcon
        size="sm"
        aria-label={t('keysOfTheOutline')}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
      </ActionIcon>
    </div>
  );
}
