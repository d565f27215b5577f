import { Drawer, Text, UnstyledButton } from '@mantine/core';
import { formatTime, localise, useTexts } from '@patchbay/texts';
import { IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useEditorCore, useEditorState } from './editor-context.ts';

/** Steps of undo, newest first; a click goes back to the moment after a step, or forward to it. */
export function HistoryPanel({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { store, readOnly } = useEditorCore();
  const { past, future } = useEditorState((state) => state.history);
  const steps = [
    ...future.map((entry, index) => ({ entry, go: () => store.redo(future.length - index), ahead: true, now: false })),
    ...past
      .map((entry, index) => ({
        entry,
        go: () => store.undo(past.length - 1 - index),
        ahead: false,
        now: index === past.length - 1,
      }))
      .toReversed(),
  ];
  return (
    <Drawer opened onClose={onClose} title={t('historyOfThisSession')} position="right" size="sm">
      <Text size="sm" c="dimmed" mb="sm">
        {t('whatYouChangedInThis')}
      </Text>
      <ol className="pb-history">
        {steps.map(({ entry, go, ahead, now }, index) => (
          <li key={`${entry.at} ${index}`}>
            <UnstyledButton
              className="pb-problem"
              disabled={readOnly || now}
              data-ahead={ahead || undefined}
              {...(now ? { 'aria-current': 'step' as const } : {})}
              onClick={go}
            >
              <Text size="sm" component="span">
                {localise(entry.label)} {now ? <IconCheck size={14} aria-label={t('now')} /> : null}
              </Text>
              <Text size="xs" c="dimmed" component="span">
                {formatTime(entry.at)}
              </Text>
            </UnstyledButton>
          </li>
        ))}
        <li>
          <UnstyledButton
            className="pb-problem"
            disabled={readOnly || past.length === 0}
            onClick={() => store.undo(past.length)}
          >
            <Text size="sm" component="span">
              {past.length === 0 && future.length === 0 ? t('nothingWasChangedYet') : t('asItWasOpened')}
            </Text>
          </UnstyledButton>
        </li>
      </ol>
    </Drawer>
  );
}
