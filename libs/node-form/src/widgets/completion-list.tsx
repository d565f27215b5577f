import { Combobox, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';
import type { Completion } from '../template-completion.ts';

/** So many are drawn at first, and again whenever their end comes near: a large flow has thousands, most of which nobody scrolls to. */
const PAGE = 60;
const NEAR = 8;

/** What is drawn of completions, and what is to be told of it: that the keys or the wheel have come to an option. */
export function useDrawnCompletions() {
  const [drawn, setDrawn] = useState(PAGE);
  return {
    drawn,
    reset: () => setDrawn(PAGE),
    reach: (index: number) => setDrawn((before) => (index >= before - NEAR ? before + PAGE : before)),
  };
}

/** Completions as options, all within reach by scrolling and by the arrows. */
export function CompletionList({
  completions,
  drawn,
  onReach,
}: {
  completions: readonly Completion[];
  drawn: number;
  onReach(index: number): void;
}): JSX.Element {
  const t = useTexts('nodeForm');
  const shown = completions.slice(0, drawn);
  return (
    <>
      <Combobox.Options
        mah={260}
        style={{ overflowY: 'auto' }}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) =>
          onReach(((scrollTop + clientHeight) / scrollHeight) * shown.length)
        }
      >
        {shown.map((completion) => (
          <Combobox.Option key={completion.label} value={completion.label}>
            <Text size="sm" ff="monospace">
              {completion.label}
            </Text>
            <Text size="xs" lineClamp={1} className="pb-option-detail">
              {completion.detail}
            </Text>
          </Combobox.Option>
        ))}
      </Combobox.Options>
      {completions.length > PAGE ? (
        <Combobox.Footer>
          <Text size="xs" c="dimmed">
            {t('moreCompletions', { count: completions.length })}
          </Text>
        </Combobox.Footer>
      ) : null}
    </>
  );
}
