import { ErrorState } from '@patchbay/ui';
import type { JSX, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';

/**
 * A part of the editor: where it breaks, the rest stays, and what was edited goes on being saved. It is drawn anew when somebody tries again, and when what it shows is another.
 */
export function Part({ shows, children }: { shows?: unknown; children: ReactNode }): JSX.Element {
  return (
    <ErrorBoundary
      resetKeys={[shows]}
      fallbackRender={({ error, resetErrorBoundary }) => (
        <div className="pb-part-error">
          <ErrorState error={error} retry={resetErrorBoundary} />
        </div>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
