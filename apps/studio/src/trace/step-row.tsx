import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import { formatNumber, localise, useTexts } from '@patchbay/texts';
import { IconChevronDown, IconChevronRight, IconPinned } from '@tabler/icons-react';
import { type JSX, type ReactNode, useState } from 'react';
import { StepActions } from '../debug/step-actions.tsx';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { givenParts } from './given-parts.ts';
import { outletLabel } from './outlet-label.ts';
import { useCost } from './use-cost.ts';

const outcomes: Record<Step['outcome'], { label: string; color: string }> = {
  next: { label: 'went on', color: 'teal' },
  wait: { label: 'waits', color: 'blue' },
  end: { label: 'ended', color: 'gray' },
  call: { label: 'calls a flow', color: 'violet' },
  fail: { label: 'failed', color: 'red' },
};

/** A visit of a node, which opens to show all that is known of it. `actions`: what can be done with it, besides. */
export function StepRow({
  step,
  actions = true,
  opened = false,
}: {
  step: Step;
  actions?: boolean;
  opened?: boolean;
}): JSX.Element {
  const t = useTexts('trace');
  const [open, setOpen] = useState(opened);
  const { reveal, readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const node = step.flow === document.key ? document.nodes.find((one) => one.id === step.nodeId) : undefined;
  const definition = nodeRegistry.get(step.nodeType);
  const title = node?.label ?? definition?.title ?? step.nodeType;
  const left = outletLabel({ step, node, definition });
  const outcome = outcomes[step.outcome];
  const given = givenParts({ config: step.config, raw: definition?.raw ?? [] });
  const cost = useCost(step.usage);
  const tokens = (step.usage ?? []).reduce((sum, one) => sum + one.inputTokens + one.outputTokens, 0);
  return (
    <>
      <UnstyledButton
        className="pb-problem"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        style={{ paddingLeft: 8 + step.depth * 12 }}
      >
        <Group gap={6} wrap="nowrap" justify="space-between">
          <Group gap={4} wrap="nowrap" miw={0}>
            {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            <Text size="sm" truncate>
              {title}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {step.flow === document.key ? step.nodeId : `${step.flow}: ${step.nodeId}`}
            </Text>
          </Group>
          <Group gap={6} wrap="nowrap">
            {step.pinned ? <IconPinned size={13} aria-label={t('pinned')} role="img" /> : null}
            {tokens > 0 ? (
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {t('tokens', { count: tokens, number: formatNumber(tokens) })}
                {cost === undefined ? '' : ` · ${cost}`}
              </Text>
            ) : null}
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {milliseconds(step.durationMs)}
            </Text>
            <Badge
              size="xs"
              variant="light"
              color={outcome.color}
              maw={160}
              {...(left === undefined ? {} : { tt: 'none', title: left })}
            >
              {left ?? localise(outcome.label)}
            </Badge>
          </Group>
        </Group>
      </UnstyledButton>
      {open ? (
        <div className="pb-step-detail">
          {step.error ? (
            <Value label={t('failedCode', { code: step.error.code })} value={step.error.details}>
              {localise(step.error.message)}
            </Value>
          ) : null}
          <Value label={t('givenWithItsTemplatesFilled')} value={given.filled} />
          <Value label={t('asItIsWritten')} value={given.written} />
          <Value label={t('result')} value={step.output} />
          <Value label={t('variablesThatItSet')} value={step.changed} />
          {step.logs?.map((log, index) => (
            <Value key={index} label={t('consoleLevel', { level: log.level })}>
              {log.text}
            </Value>
          ))}
          {step.usage?.map((usage, index) => (
            <Value key={index} label={t('tokensOf', { model: usage.model })}>
              {t('tokensInOut', {
                input: formatNumber(usage.inputTokens),
                output: formatNumber(usage.outputTokens),
              })}
            </Value>
          ))}
          {node ? (
            <Group gap="sm" mt={4}>
              <UnstyledButton onClick={() => reveal(step.nodeId)}>
                <Text size="xs" className="pb-link">
                  {t('showItOnTheCanvas')}
                </Text>
              </UnstyledButton>
              {actions && !readOnly ? <StepActions node={node} /> : null}
            </Group>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function Value({
  label,
  value,
  children,
}: {
  label: string;
  value?: unknown;
  children?: ReactNode;
}): JSX.Element | null {
  const empty = value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  if (empty && children === undefined) return null;
  return (
    <div>
      <Text size="xs" fw={600}>
        {label}
      </Text>
      {children === undefined ? null : <Text size="xs">{children}</Text>}
      {empty ? null : (
        <pre className="pb-value" tabIndex={0}>
          {typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}
        </pre>
      )}
    </div>
  );
}

function milliseconds(value: number): string {
  if (value >= 1_000) return `${formatNumber(value / 1_000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  return value >= 10
    ? `${Math.round(value)} ms`
    : `${formatNumber(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} ms`;
}
