import { Drawer, Text, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useEditorCore, useEditorState } from './editor-context.ts';

/** Steps of undo, newest first; a click goes back to the moment after a step, or forward to it. */
export function HistoryPanel({ onClose }: { onClose(): void }): JSX.Element {
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
    <Drawer opened onClose={onClose} title="History of this session" position="right" size="sm">
      <Text size="sm" c="dimmed" mb="sm">
        What you changed in this tab, also over a reload. A click goes back to the moment after a step.
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
                {entry.label} {now ? <IconCheck size={14} aria-label="Now" /> : null}
              </Text>
              <Text size="xs" c="dimmed" component="span">
                {new Date(entry.at).toLocaleTimeString()}
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
              {past.length === 0 && future.length === 0 ? 'Nothing was changed yet.' : 'As it was opened'}
            </Text>
          </UnstyledButton>
        </li>
      </ol>
    </Drawer>
  );
}
