import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { ApiError } from '@patchbay/api-contract';
import { localise, useTexts } from '@patchbay/texts';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { isPartMissing } from './is-part-missing.ts';

/** What a list shows while it has nothing: what belongs here, and how to begin. */
export function EmptyState({ title, hint, action }: { title: string; hint: string; action?: ReactNode }): JSX.Element {
  return (
    <Card withBorder padding="xl">
      <Stack align="center" gap="xs" py="xl">
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center" maw={460}>
          {hint}
        </Text>
        {action ? <Group mt="sm">{action}</Group> : null}
      </Stack>
    </Card>
  );
}

/** What went wrong with loading, and a way to try again where that can help. A part of the studio that could not be fetched stays unfetched until the page is loaded again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }): JSX.Element {
  const t = useTexts('ui');
  const missing = isPartMissing(error);
  const sentence = error instanceof Error ? localise(error.message) : String(error);
  const again = missing ? () => window.location.reload() : mayEndOtherwise(error) ? retry : undefined;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('couldNotBeLoaded')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{missing ? t('partIsMissing') : sentence}</Text>
        {again ? (
          <Button size="xs" variant="light" color="red" onClick={again}>
            {missing ? t('reload') : t('tryAgain')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

// Who lacks a right goes on lacking it, and what is gone is gone.
function mayEndOtherwise(error: unknown): boolean {
  return !(error instanceof ApiError && (error.status === 403 || error.status === 404));
}

/** Grey bars in the place of rows that are being loaded. */
export function ListSkeleton({ rows = 4 }: { rows?: number }): JSX.Element {
  const t = useTexts('ui');
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={56} radius="md" />
      ))}
    </Stack>
  );
}
