import type { TestTurn } from '@patchbay/api-contract';
import { textsOf } from '@patchbay/texts';
import type { TurnLabels } from './labels-in.ts';

/** What the user of a test does in a turn, in words. */
export function actText({ turn, labels }: { turn: TestTurn; labels: TurnLabels }): string {
  const t = textsOf('tests');
  switch (turn.act) {
    case 'open':
      return t('actOpen');
    case 'say':
      return t('actSay', { text: [turn.text, ...(turn.files ?? []).map((file) => `[${file.name}]`)].join(' ').trim() });
    case 'choose': {
      const options = turn.options?.map((id) => labels.option(id) ?? id) ?? [];
      return t('actChoose', { option: turn.label ?? options.join(', ') });
    }
    case 'fill':
      return t('actFill', { values: valuesText({ values: turn.values, labels }) });
    case 'pick':
      return t('actPick', { row: (turn.rows?.[0] ?? turn.row ?? 0) + 1 });
    case 'rate':
      return t('actRate', { score: turn.score });
    case 'cancel':
      return t('actCancel');
    case 'timer':
      return t('actTimer');
    default:
      return turn satisfies never;
  }
}

function valuesText({ values, labels }: { values: Record<string, unknown>; labels: TurnLabels }): string {
  const t = textsOf('tests');
  const shown = (value: unknown, key: string): string => {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    if (Array.isArray(value)) return value.map((item) => shown(item, key)).join(', ');
    if (typeof value === 'string') return labels.option(value, key) ?? value;
    return value === null ? '' : JSON.stringify(value);
  };
  return Object.entries(values)
    .map(([key, value]) => [labels.field(key) ?? key, shown(value, key)])
    .filter(([, text]) => text !== '')
    .map(([label = '', text]) => `${/[?:]$/.test(label) ? label : `${label}:`} ${text}`)
    .join('; ');
}
