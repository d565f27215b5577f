import type { Diagnostic } from '@codemirror/lint';
import { Group, Text, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { SeverityIcon } from './field-message.tsx';

export interface FoundFaults {
  diagnostics: readonly Diagnostic[];
  /** Whether it is all that TypeScript finds. */
  isWhole: boolean;
  /** The line of a place, from 1. */
  lineOf(from: number): number;
}

/** What is wrong with a script, in words below it: the first fault, and how many there are. As high at any time, so that nothing moves while one writes. */
export function ScriptStatus({
  found,
  onGo,
}: {
  found: FoundFaults | undefined;
  onGo(from: number): void;
}): JSX.Element {
  const t = useTexts('nodeForm');
  const first = found?.diagnostics.find(({ severity }) => severity === 'error') ?? found?.diagnostics[0];
  const severity = first?.severity === 'error' ? 'error' : 'warning';
  const line = first && found ? found.lineOf(first.from) : 1;
  return (
    <div className="pb-script-status" role="status" aria-label={t('scriptProblems')}>
      {first && found ? (
        <UnstyledButton className="pb-script-fault" title={t('goToProblem')} onClick={() => onGo(first.from)}>
          <Group gap={6} wrap="nowrap" align="flex-start">
            <SeverityIcon severity={severity} />
            <Text size="xs" lineClamp={2} className={`pb-message-${severity}`}>
              {found.diagnostics.length > 1
                ? t('oneOfInLine', { count: found.diagnostics.length, line })
                : t('inLine', { line })}{' '}
              {first.message}
            </Text>
          </Group>
        </UnstyledButton>
      ) : (
        <Text size="xs" c="dimmed">
          {found === undefined ? t('typesAreLoaded') : found.isWhole ? t('noProblems') : t('typesAreMissing')}
        </Text>
      )}
    </div>
  );
}
