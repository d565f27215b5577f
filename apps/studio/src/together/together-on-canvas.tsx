import { type JSX, useContext } from 'react';
import { CommentBadges } from './comments/comment-badges.tsx';
import { OthersOnCanvas } from './others-on-canvas.tsx';
import { TogetherContext } from './together-context.ts';

/** Other people and what they said, on the canvas of a draft. The canvas of a conversation that is past has neither. */
export function TogetherOnCanvas(): JSX.Element | null {
  if (!useContext(TogetherContext)) return null;
  return (
    <>
      <OthersOnCanvas />
      <CommentBadges />
    </>
  );
}
