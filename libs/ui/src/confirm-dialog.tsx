import { Button, Group, Modal, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX, ReactNode } from 'react';

interface Props {
  opened: boolean;
  title: string;
  confirmLabel: string;
  danger?: boolean;
  busy?: boolean;
  children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot simply be taken back. Where something is lost, Enter takes nothing: the focus is on Cancel. */
export function ConfirmDialog({
  opened,
  title,
  confirmLabel,
  danger = false,
  busy = false,
  children,
  onConfirm,
  onClose,
}: Props): JSX.Element {
  const t = useTexts('ui');
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Text component="div" size="sm">
        {children}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} {...(danger ? { 'data-autofocus': true } : {})}>
          {t('cancel')}
        </Button>
        <Button
          {...(danger ? { color: 'red' } : {})}
          loading={busy}
          onClick={onConfirm}
          {...(danger ? {} : { 'data-autofocus': true })}
        >
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  );
}
