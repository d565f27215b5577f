import { type JSX, useEffect } from 'react';
import { useLocation } from 'react-router';
import { skeletonAt } from '../screens.ts';
import { FrameSkeleton } from './frame-skeleton.tsx';

/** What the screen of this address will look like, until it is known who is here. */
export function Waiting(): JSX.Element {
  const { Skeleton, framed } = skeletonAt(useLocation().pathname);
  if (!framed) return <Skeleton />;
  return (
    <FrameSkeleton>
      <Skeleton />
    </FrameSkeleton>
  );
}

/** Goes to an address of another workspace, which a page of its own shows. */
export function Leaving({ to }: { to: string }): JSX.Element {
  useEffect(() => window.location.replace(to), [to]);
  return <Waiting />;
}
