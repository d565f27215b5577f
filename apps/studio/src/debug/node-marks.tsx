import { useTexts } from '@patchbay/texts';
import { IconCircleFilled, IconPinnedFilled, IconPlayerPauseFilled } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useDebug, useDebugState } from './debug-context.ts';

/** What a test has to do with a node, on its card: a breakpoint, a pinned output, that it stands still before it, how it fares in a comparison. */
export function NodeMarks({ nodeId }: { nodeId: string }): JSX.Element | null {
  const t = useTexts('debug');
  const { store } = useDebug();
  const breakpoint = useDebugState((view) => view.breakpoints.has(nodeId));
  const pinned = useDebugState((view) => view.pins.has(nodeId));
  const mark = useDebugState((view) => view.marks.get(nodeId));
  const paused = useDebugState(({ debug }) => debug?.paused?.nodeId === nodeId && debug.paused.flow === store.flowKey);
  if (!breakpoint && !pinned && !paused && !mark) return null;
  return (
    <span className="pb-marks">
      {paused ? (
        <span className="pb-mark" data-kind="paused" role="img" aria-label={t('pausedHere')} title={t('pausedHere')}>
          <IconPlayerPauseFilled size={12} aria-hidden="true" />
        </span>
      ) : null}
      {breakpoint ? (
        <span
          className="pb-mark"
          data-kind="breakpoint"
          role="img"
          aria-label={t('breakpoint')}
          title={t('breakpoint')}
        >
          <IconCircleFilled size={10} aria-hidden="true" />
        </span>
      ) : null}
      {pinned ? (
        <span className="pb-mark" data-kind="pinned" role="img" aria-label={t('pinned')} title={t('pinned')}>
          <IconPinnedFilled size={12} aria-hidden="true" />
        </span>
      ) : null}
      {mark ? (
        <span className="pb-mark" data-kind={mark}>
          {t(mark)}
        </span>
      ) : null}
    </span>
  );
}
