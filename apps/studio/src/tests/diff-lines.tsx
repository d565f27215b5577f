import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { listDiff } from './list-diff.ts';

interface Props {
  label: string;
  before: readonly string[];
  after: readonly string[];
  /** How an item is shown. */
  shown?: (text: string) => string;
}

/** Two lists as one, with what is no longer there and what is new. */
export function DiffLines({ label, before, after, shown = (text) => text }: Props): JSX.Element {
  const t = useTexts('tests');
  return (
    <ul className="pb-diff" aria-label={label}>
      {listDiff(before, after).map(({ kind, text }, index) => (
        <li key={index} data-kind={kind}>
          <span className="pb-diff-sign" role="img" aria-label={kind === 'same' ? t('same') : t(kind)}>
            {kind === 'added' ? '+' : kind === 'removed' ? '−' : ' '}
          </span>
          <span className="pb-diff-text">{shown(text)}</span>
        </li>
      ))}
    </ul>
  );
}
