import { Text } from '@mantine/core';
import type { TestCase } from '@patchbay/api-contract';
import { languageName, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useEditorState } from '../editor/editor-context.ts';

/** In which language and time zone a test case is had, where that is not what the flow has by itself. */
export function Surroundings({ of: test, size }: { of: TestCase; size: 'xs' | 'sm' }): JSX.Element | null {
  const t = useTexts('tests');
  const language = useEditorState((state) => state.document.language) ?? 'en';
  const { locale = language, timezone = 'UTC' } = test;
  if (fullTag(locale) === fullTag(language) && timezone === 'UTC') return null;
  return (
    <Text size={size} c="dimmed">
      {t('hadIn', { language: languageName(locale), timezone })}
    </Text>
  );
}

// `de` and `de-DE` are one and the same, `de-AT` is another.
function fullTag(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().toString();
  } catch {
    return tag;
  }
}
