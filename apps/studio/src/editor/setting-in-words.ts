import { textsOf } from '@patchbay/texts';

/** A setting of the flow as its form calls it, by the steps that lead to it; one that has no field as it is. */
export function settingInWords(steps: readonly string[]): string[] {
  const t = textsOf('inspector');
  const [key = '', inner = '', ...rest] = steps;
  const words: Record<string, string> = {
    maxStepsPerTurn: t('mostStepsOfATurn'),
    onError: t('whenSomethingFails'),
    onStuck: t('whenTheUserIsStuck'),
    embedding: t('sitesThatMayEmbedThe'),
    uploads: t('usersMayAttachFiles'),
    'uploads.maxMb': t('largestFileInMb'),
    'uploads.kinds': t('kindsOfFiles'),
    'budget.conversationTokens': t('modelTokensAConversation'),
    'budget.dailyTokens': t('modelTokensADay'),
  };
  const word = words[`${key}.${inner}`] ?? words[key];
  return word === undefined ? [key, inner, ...rest].filter((step) => step !== '') : [word];
}
