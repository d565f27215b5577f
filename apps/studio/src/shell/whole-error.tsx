import { Button, Center, Stack } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { ErrorState } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';
import { isMissing } from './is-missing.ts';
import { type Missing, NotFound } from './not-found.tsx';

interface Props {
  error: unknown;
  /** What the address names, and may name in vain. */
  missing?: Missing;
  retry(): void;
}

/** What takes the place of a screen that fills the window: there is no frame around it that would lead elsewhere. */
export function WholeError({ error, missing, retry }: Props): JSX.Element {
  const t = useTexts('shell');
  const { user } = useSession();
  return (
    <main>
      {missing && isMissing(error) ? (
        <NotFound what={missing} />
      ) : (
        <Center h="100vh" p="lg">
          <Stack align="center">
            <ErrorState error={error} retry={retry} />
            {user ? (
              <Button component={Link} to={missing === 'conversation' ? '/conversations' : '/flows'} variant="subtle">
                {missing === 'conversation' ? t('toTheConversations') : t('toTheFlows')}
              </Button>
            ) : null}
          </Stack>
        </Center>
      )}
    </main>
  );
}
