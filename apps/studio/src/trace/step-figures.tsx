import { Badge, Group, Text } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import { formatNumber, localise, useTexts } from '@patchbay/texts';
import { IconPinned } from '@tabler/icons-react';
import type { JSX } from 'react';
import { durationText } from './duration-text.ts';
import { useCost } from './use-cost.ts';

const outcomes: Record<Step['outcome'], { label: string; color: string }> = {
  next: { label: 'went on', color: 'teal' },
  wait: { label: 'waits', color: 'blue' },
  end: { label: 'ended', color: 'gray' },
  call: { label: 'calls a flow', color: 'violet' },
  fail: { label: 'failed', color: 'red' },
};

/** How a step went, in a line: by which port it was left or how it ended, its time, tokens and cost. */
export function StepFigures({ step, left }: { step: Step; left: string | undefined }): JSX.Element {
  const t = useTexts('trace');
  const outcome = outcomes[step.outcome];
  const cost = useCost(step.usage);
  // Names of ports may be long; our own words are read whole.
  const whole = left === undefined ? { style: { flexShrink: 0 } } : {};
  const tokens = (step.usage ?? []).reduce((sum, one) => sum + one.inputTokens + one.outputTokens, 0);
  return (
    <Group gap={6} wrap="nowrap" {...whole}>
      {step.pinned ? <IconPinned size={13} aria-label={t('pinned')} role="img" /> : null}
      {tokens > 0 ? (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t('tokens', { count: tokens, number: formatNumber(tokens) })}
          {cost === undefined ? '' : ` · ${cost}`}
        </Text>
      ) : null}
      <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {durationText(step.durationMs)}
      </Text>
      <Badge
        size="xs"
        variant="light"
        color={outcome.color}
        maw={160}
        {...whole}
        {...(left === undefined ? {} : { tt: 'none', title: left })}
      >
        {left ?? localise(outcome.label)}
      </Badge>
    </Group>
  );
}
