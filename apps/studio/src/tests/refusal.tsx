import { Text } from '@mantine/core';
import type { Difference } from '@patchbay/api-contract';
import { localise, textsOf, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';

type Refused = Extract<Difference, { kind: 'refused' }>;

/** Why a turn could not be taken, value by value. */
export function Refusal({ of: { message, issues } }: { of: Refused }): JSX.Element {
  const t = useTexts('tests');
  return (
    <>
      <Text size="xs" c="red">
        {issues ? t('valuesRefused') : localise(message)}
      </Text>
      {issues ? (
        <ul className="pb-refused">
          {issues.map((issue, index) => (
            <li key={index}>{issueText(issue)}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

// What the server says is in the language of the test's user; here it is that of who reads it.
function issueText({ code, field }: NonNullable<Refused['issues']>[number]): string {
  const t = textsOf('tests');
  if (field === undefined) return t('refusedAnswer');
  switch (code) {
    case 'unknown_field':
      return t('refusedUnknown', { field });
    case 'required':
      return t('refusedMissing', { field });
    case 'not_an_option':
      return t('refusedOption', { field });
    default:
      return t('refusedValue', { field });
  }
}
