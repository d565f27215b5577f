import { Button, Group, Paper, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconMap2 } from '@tabler/icons-react';
import type { JSX } from 'react';
import { notifyError } from '../api/notify.ts';
import { useSession } from '../api/session.tsx';
import { goToTourStep, useTourStep } from './tour-state.ts';

/** Offers the tour to who makes flows and has not seen it, in its place in the page and over nothing. */
export function TourInvitation(): JSX.Element | null {
  const t = useTexts('tour');
  const { user, mayEdit, prefer } = useSession();
  const running = useTourStep() !== undefined;
  if (!user || !mayEdit || user.preferences.tourSeen || running) return null;
  return (
    <Paper withBorder p="sm" mb="md" component="aside" aria-label={t('newHere')}>
      <Group justify="space-between" gap="sm">
        <Group gap="sm" wrap="nowrap" flex="1 1 260px">
          <IconMap2 size={20} className="pb-still" aria-hidden="true" />
          <Text size="sm">{t('newHereHint')}</Text>
        </Group>
        <Group gap="xs">
          <Button
            size="xs"
            variant="subtle"
            onClick={() => void prefer({ tourSeen: true }).catch((error: unknown) => notifyError(error))}
          >
            {t('noThanks')}
          </Button>
          <Button size="xs" variant="light" onClick={() => goToTourStep(0)}>
            {t('takeTheTour')}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
