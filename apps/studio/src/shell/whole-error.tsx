import { Center } from '@mantine/core';
import { ErrorState } from '@patchbay/ui';
import type { JSX } from 'react';
import { isMissing } from './is-missing.ts';
import { type Missing, NotFound } from './not-found.tsx';

interface Props {
  error: unknown;
  /** What the address names, and may name in vain. */
  missing?: Missing;
  retry(): void;
}

/** What takes the place of a screen that fills the window. */
export function WholeError({ error, missing, retry }: Props): JSX.Element {
  return (
    <main>
      {missing && isMissing(error) ? (
        <NotFound what={missing} />
      ) : (
        <Center h="100vh" p="lg">
          <ErrorState error={error} retry={retry} />
        </Center>
      )}
    </main>
  );
}
