import { Badge, Group, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { formatNumber, localise, useTexts } from '@patchbay/texts';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type JSX, type ReactNode, useState } from 'react';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import type { Step } from './step-of.ts';

const outcomes: Record<Step['outcome'], { label: string; color: string }> = {
  next: { label: 'went on', color: 'teal' },
  wait: { label: 'waits', color: 'blue' },
  end: { label: 'ended', color: 'gray' },
  call: { label: 'calls a flow', color: 'violet' },
  fail: { label: 'failed', color: 'red' },
};

/** What the test conversation did, node by node: what each was given, what it gave, what it set, and how long it took. */
export function StepsPanel({ steps }: { steps: readonly Step[] }): JSX.Element {
  const t = useTexts('trace');
  if (steps.length === 0)
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('nothingHasRunYetEach')}
      </Text>
    );
  return (
    <ScrollArea h="100%" type="auto">
      <Stack gap={0} p="xs" component="ol" m={0} aria-label={t('steps')}>
        {steps.map((step, index) => (
          <li key={index} className="pb-plain-item">
            {index === 0 || steps[index - 1]?.turnId !== step.turnId ? (
              <Text size="xs" c="dimmed" mt={index === 0 ? 0 : 'xs'} mb={2} component="h3" fw={400}>
                {step.turnId === null ? t('byItself') : t('turnNumber', { number: turnNumber({ steps, index }) })}
              </Text>
            ) : null}
            <StepRow step={step} />
          </li>
        ))}
      </Stack>
    </ScrollArea>
  );
}

function turnNumber({ steps, index }: { steps: readonly Step[]; index: number }): number {
  return new Set(steps.slice(0, index + 1).map((step) => step.turnId)).size;
}

function StepRow({ step }: { step: Step }): JSX.Element {
  const t = useTexts('trace');
  const [open, setOpen] = useState(false);
  const { reveal } = useEditor();
  const document = useEditorState((state) => state.document);
  const node = step.flow === document.key ? document.nodes.find((one) => one.id === step.nodeId) : undefined;
  const title = node?.label ?? nodeRegistry.get(step.nodeType)?.title ?? step.nodeType;
  const outcome = outcomes[step.outcome];
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
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {milliseconds(step.durationMs)}
            </Text>
            <Badge size="xs" variant="light" color={outcome.color}>
              {step.outlet && step.outlet !== 'next' ? step.outlet : localise(outcome.label)}
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
          <Value label={t('givenWithItsTemplatesFilled')} value={step.config} />
          <Value label={t('result')} value={step.output} />
          <Value label={t('variablesThatItSet')} value={step.changed} />
          {step.logs?.map((log, index) => (
            <Value key={index} label={t('consoleLevel', { level: log.level })}>
              {log.text}
            </Value>
          ))}
          {node ? (
            <UnstyledButton onClick={() => reveal(step.nodeId)}>
              <Text size="xs" c="blue" td="underline">
                {t('showItOnTheCanvas')}
              </Text>
            </UnstyledButton>
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
