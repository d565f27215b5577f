import { Skeleton, type SkeletonProps, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX, ReactNode } from 'react';

/** Shapes in the place of what is on its way; a screen reader is told so in words. */
export function Loading({ children }: { children: ReactNode }): JSX.Element {
  const t = useTexts('shell');
  return (
    <>
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      <div className="pb-loading" aria-busy="true" aria-hidden="true">
        {children}
      </div>
    </>
  );
}

/** Several shapes alike. */
export function Shapes({ count, ...shape }: { count: number } & Pick<SkeletonProps, 'h' | 'w' | 'className'>) {
  return Array.from({ length: count }, (_, index) => <Skeleton key={index} style={{ flex: 'none' }} {...shape} />);
}
