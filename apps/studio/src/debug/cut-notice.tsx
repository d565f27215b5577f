import { Alert } from '@mantine/core';
import type { Cut } from '@patchbay/api-contract';
import { formatNumber, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { pathInto } from '../trace/template-path.ts';
import { valueAt } from '../trace/whole-lengths.ts';

const MOST_NAMED = 5;

/** Says of data that are taken over that they are not whole, and where; nothing where they are. */
export function CutNotice({ text, of, cut }: { text: string; of: unknown; cut: Cut }): JSX.Element | null {
  const t = useTexts('debug');
  if (cut.length === 0) return null;
  return (
    <Alert color="yellow" role="note">
      {text}
      <ul className="pb-cut-places">
        {cut.slice(0, MOST_NAMED).map(({ path, length }) => (
          <li key={path.join('.')}>
            {t('cutPlace', {
              path: path.reduce<string>(pathInto, '').replace(/^\./, ''),
              shown: formatNumber(lengthShown(valueAt(of, path))),
              all: formatNumber(length),
            })}
          </li>
        ))}
        {cut.length > MOST_NAMED ? <li>{t('morePlaces', { count: cut.length - MOST_NAMED })}</li> : null}
      </ul>
    </Alert>
  );
}

// Behind the beginning of a text stands how long it really is.
function lengthShown(value: unknown): number {
  if (typeof value === 'string') return value.lastIndexOf('…');
  return Array.isArray(value) ? value.length : 0;
}
