import { type JSX, lazy } from 'react';
import { FetchedDialog } from '../shell/fetched-dialog.tsx';
import { goToTourStep, useTourStep } from './tour-state.ts';

const Tour = lazy(() => import('./tour.tsx').then((module) => ({ default: module.Tour })));

/** The tour, whose code is fetched by those who take it. */
export function TourWhileTaken(): JSX.Element | null {
  if (useTourStep() === undefined) return null;
  return (
    <FetchedDialog onClose={() => goToTourStep(undefined)}>
      <Tour />
    </FetchedDialog>
  );
}
