import { Group, Text, UnstyledButton } from '@mantine/core';
import { formatTime, useTexts } from '@patchbay/texts';
import {
  IconArrowBarDown,
  IconArrowForwardUp,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import type { JSX } from 'react';
import { notifyError } from '../api/notify.ts';
import { useEditor } from '../editor/editor-context.ts';
import { useDebug, useDebugState } from './debug-context.ts';
import { ToolButton } from './tool-button.tsx';
import { usePlaceOfPause } from './use-place-of-pause.ts';

/** Where the test stands, and the ways to hold it back or let it go on. */
export function DebugBar(): JSX.Element {
  const t = useTexts('debug');
  const { store } = useDebug();
  const debug = useDebugState((view) => view.debug);
  const breakpoints = useDebugState((view) => view.breakpoints.size);
  const paused = debug?.state === 'paused';
  const running = debug?.state === 'running';
  const act = (action: Parameters<typeof store.act>[0]) => void store.act(action).catch(notifyError);
  return (
    <section className="pb-debug-bar" data-paused={paused || undefined} aria-label={t('debugging')}>
      <Group gap={2} wrap="nowrap">
        {paused ? (
          <ToolButton label={t('goOn')} keys="F8" onClick={() => act('continue')}>
            <IconPlayerPlay size={16} />
          </ToolButton>
        ) : (
          <ToolButton
            label={t('pauseBeforeTheNextNode')}
            keys="F8"
            pressed={debug?.pending === 'pause'}
            disabled={!debug}
            onClick={() => act(debug?.pending === 'pause' ? 'continue' : 'pause')}
          >
            <IconPlayerPause size={16} />
          </ToolButton>
        )}
        <ToolButton label={t('nextNode')} keys="F10" disabled={!paused} onClick={() => act('over')}>
          <IconArrowForwardUp size={16} />
        </ToolButton>
        <ToolButton label={t('intoTheCalledFlow')} keys="F11" disabled={!paused} onClick={() => act('step')}>
          <IconArrowBarDown size={16} />
        </ToolButton>
        <ToolButton label={t('stopTheTurn')} keys="Shift+F8" disabled={!paused && !running} onClick={() => act('stop')}>
          <IconPlayerStop size={16} />
        </ToolButton>
      </Group>
      <div className="pb-debug-state" role="status">
        <State />
      </div>
      {breakpoints > 0 ? (
        <UnstyledButton onClick={() => store.clearBreakpoints()} className="pb-debug-clear">
          <Text size="xs" c="dimmed" td="underline">
            {t('clearBreakpoints', { count: breakpoints })}
          </Text>
        </UnstyledButton>
      ) : null}
    </section>
  );
}

function State(): JSX.Element | null {
  const t = useTexts('debug');
  const { reveal, flowKey } = useEditor();
  const place = usePlaceOfPause();
  const debug = useDebugState((view) => view.debug);
  if (!debug) return null;
  const { paused, pending, ended } = debug;
  if (paused) {
    const { flow, nodeId, arrival } = paused;
    const own = flow === flowKey;
    const gets = arrival.kind === 'submit' ? partsOf(arrival.values) : arrival.text;
    return (
      <>
        <UnstyledButton disabled={!own} onClick={() => reveal(nodeId)}>
          <Text size="xs" fw={600} {...(own ? { td: 'underline' } : {})}>
            {t('pausedAt', { name: place ?? nodeId })}
          </Text>
        </UnstyledButton>
        <Text size="xs">
          {gets ? `${t('itGets', { text: gets })}${/[.!?…]$/.test(gets) ? ' ' : '. '}` : null}
          {t('endsBy', { time: formatTime(paused.until) })}
        </Text>
      </>
    );
  }
  if (pending === 'pause') return <Text size="xs">{t('willPause')}</Text>;
  if (pending === 'stop') return <Text size="xs">{t('willStop')}</Text>;
  if (ended) return <Text size="xs">{ended === 'time' ? t('endedByTime') : t('endedByHand')}</Text>;
  return null;
}

/** What was filled in, part by part. */
function partsOf(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
