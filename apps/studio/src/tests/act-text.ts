import type { TestTurn } from '@patchbay/api-contract';
import { textsOf } from '@patchbay/texts';

/** What the user of a test does in a turn, in words. */
export function actText(turn: TestTurn): string {
  const t = textsOf('tests');
  switch (turn.act) {
    case 'open':
      return t('actOpen');
    case 'say':
      return t('actSay', { text: [turn.text, ...(turn.files ?? []).map((file) => `[${file.name}]`)].join(' ').trim() });
    case 'choose':
      return t('actChoose', { option: turn.label ?? turn.options?.join(', ') ?? '' });
    case 'fill':
      return t('actFill', { values: JSON.stringify(turn.values) });
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
