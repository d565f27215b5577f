import { Modal } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { ErrorState } from '@patchbay/ui';
import { type JSX, type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { letKeysGo } from '../commands/keys-ahead.ts';

/** A dialog whose code is fetched when it opens. Where that fails, it says so in its own place, and what it was opened from stays. */
export function FetchedDialog({ onClose, children }: { onClose(): void; children: ReactNode }): JSX.Element {
  const t = useTexts('ui');
  return (
    <ErrorBoundary
      onError={letKeysGo}
      fallbackRender={({ error }) => (
        <Modal opened onClose={onClose} aria-label={t('couldNotBeLoaded')}>
          <ErrorState error={error} />
        </Modal>
      )}
    >
      <Suspense fallback={null}>{children}</Suspense>
    </ErrorBoundary>
  );
}
