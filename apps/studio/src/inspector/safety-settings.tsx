import { NumberInput } from '@mantine/core';
import type { FlowSettings } from '@patchbay/flow-spec';
import { GrowingTextarea } from '@patchbay/node-form';
import { numberSeparators, useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';
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
  const stored = Array.isArray(embedding?.origins) ? embedding.origins.join('\n') : '';
  const [sites, setSites] = useState(stored);
  const changeSites = (text: string) => {
    setSites(text);
    const origins = text.split(/\s+/).filter(Boolean);
    set('embedding', origins.length > 0 ? { origins } : undefined);
  };
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
        value={sites}
        onChange={(event) => changeSites(event.currentTarget.value)}
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
