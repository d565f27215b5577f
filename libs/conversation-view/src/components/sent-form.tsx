import type { FormSpec } from '@patchbay/api-contract/chat';
import type { JSX } from 'react';
import type { ViewTexts } from '../view-texts.ts';
import { shownValue } from './form-values.ts';

/** A form as it was sent, or that was taken back. */
export function SentForm({ spec, values, texts }: { spec: FormSpec; values: unknown; texts: ViewTexts }): JSX.Element {
  const sent = typeof values === 'object' && values !== null ? new Map<string, unknown>(Object.entries(values)) : null;
  return (
    <div className="pb-card pb-done">
      {spec.title ? (
        <p className="pb-title" dir="auto">
          {spec.title}
        </p>
      ) : null}
      {sent ? (
        <dl className="pb-sent">
          {spec.fields.map((field) => (
            <div key={field.key}>
              <dt dir="auto">{field.label}</dt>
              <dd dir="auto">
                {shownValue({ field, value: sent.get(field.key), yes: texts('yes'), no: texts('no') })}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="pb-muted">{texts('cancelled')}</p>
      )}
    </div>
  );
}
