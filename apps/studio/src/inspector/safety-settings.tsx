import { NumberInput } from '@mantine/core';
import type { FlowSettings } from '@patchbay/flow-spec';
import { GrowingTextarea, useDraft } from '@patchbay/node-form';
import { numberSeparators, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { UploadSettings } from './upload-settings.tsx';

interface Props {
  settings: FlowSettings;
  readOnly: boolean;
  set(key: string, value: unknown): void;
}

/** Who may show the chat on their pages, what models may take, and what users may send along. */
export function SafetySettings({ settings, readOnly, set }: Props): JSX.Element {
  const t = useTexts('inspector');
  const { embedding, budget = {} } = settings;
  const sites = useDraft({
    value: embedding,
    textOf: () => (Array.isArray(embedding?.origins) ? embedding.origins.join('\n') : ''),
    parse: parsedSites,
    save: (value) => set('embedding', value),
  });
  const changeBudget = (key: 'conversationTokens' | 'dailyTokens', value: string | number) => {
    const { [key]: _, ...rest } = budget;
    const next = typeof value === 'number' ? { ...rest, [key]: value } : rest;
    set('budget', Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <>
      <GrowingTextarea
        label={t('sitesThatMayEmbedThe')}
        description={t('oneOriginALineSuch')}
        readOnly={readOnly}
        minRows={1}
        maxRows={6}
        value={sites.text}
        onChange={(event) => sites.write(event.currentTarget.value)}
      />
      <NumberInput
        label={t('modelTokensAConversation')}
        description={t('whenTheyAreSpentNodes')}
        readOnly={readOnly}
        min={1}
        allowDecimal={false}
        {...numberSeparators()}
        placeholder={t('noLimit')}
        value={budget.conversationTokens ?? ''}
        onChange={(value) => changeBudget('conversationTokens', value)}
      />
      <NumberInput
        label={t('modelTokensADay')}
        readOnly={readOnly}
        min={1}
        allowDecimal={false}
        {...numberSeparators()}
        placeholder={t('noLimit')}
        value={budget.dailyTokens ?? ''}
        onChange={(value) => changeBudget('dailyTokens', value)}
      />
      <UploadSettings settings={settings} readOnly={readOnly} set={set} />
    </>
  );
}

function parsedSites(text: string): { value: FlowSettings['embedding'] } {
  const origins = text.split(/\s+/).filter(Boolean);
  return { value: origins.length > 0 ? { origins } : undefined };
}
