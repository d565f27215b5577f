import { Alert, Anchor, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { countsOf, standingOf } from './standing-of.ts';
import { useChangedAt, useTests } from './use-tests.ts';

/** What the test cases say of the draft that somebody is about to publish; nothing where all of them pass on it, and where there are none. */
export function TestsNotice({ onOpen }: { onOpen(): void }): JSX.Element | null {
  const t = useTexts('tests');
  const { data } = useTests();
  const changedAt = useChangedAt();
  const tests = data?.tests ?? [];
  const { failing, others } = countsOf(tests.map((test) => standingOf({ test, changedAt })));
  if (failing === 0 && others === 0) return null;
  return (
    <Alert color={failing > 0 ? 'orange' : 'gray'} role="note">
      {failing > 0 ? <Text size="sm">{t('failedLast', { failed: failing, count: tests.length })}</Text> : null}
      {others > 0 ? <Text size="sm">{t('notRunOnDraft', { count: others })}</Text> : null}
      <Anchor component="button" type="button" size="sm" onClick={onOpen}>
        {t('showTheTests')}
      </Anchor>
    </Alert>
  );
}
