import { type Condition, OPERATORS } from '@patchbay/expressions';
import { Text } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import { Fragment, type JSX } from 'react';

/** A condition as one sentence, in the language of the studio. */
export function ConditionSentence({ condition }: { condition: Condition }): JSX.Element {
  const t = useTexts('nodeForm');
  return (
    <Text size="sm" component="p" m={0} className="pb-sentence" aria-label={t('readsAs')} role="note">
      <Part condition={condition} nested={false} />
    </Text>
  );
}

function Part({ condition, nested }: { condition: Condition; nested: boolean }): JSX.Element {
  const t = useTexts('nodeForm');
  if ('not' in condition)
    return (
      <>
        <b>{t('sentenceNot')}</b> (<Part condition={condition.not} nested={false} />)
      </>
    );
  if ('left' in condition) {
    const operator = OPERATORS.find((one) => one.op === condition.op);
    return (
      <>
        <Value value={condition.left} /> {localise(operator?.sentence ?? condition.op)}
        {operator?.arity === 1 ? null : (
          <>
            {' '}
            <Value value={condition.right} />
          </>
        )}
      </>
    );
  }
  const every = 'all' in condition;
  const members = every ? condition.all : condition.any;
  if (members.length === 0) return <b>{every ? t('sentenceAlways') : t('sentenceNever')}</b>;
  const parts = members.map((member, index) => (
    <Fragment key={index}>
      {index > 0 ? (
        <>
          {' '}
          <b>{every ? t('sentenceAnd') : t('sentenceOr')}</b>{' '}
        </>
      ) : null}
      <Part condition={member} nested={members.length > 1} />
    </Fragment>
  ));
  return nested && members.length > 1 ? <>({parts})</> : <>{parts}</>;
}

/** A value as it was written; of a template that stands alone only what it names. */
function Value({ value }: { value: unknown }): JSX.Element {
  const text = typeof value === 'string' ? value.trim() : value === undefined ? '' : JSON.stringify(value);
  const [, inner] = /^\{\{-?\s*((?:(?!\}\}).)*?)\s*-?\}\}$/.exec(text) ?? [];
  return <span className="pb-sentence-value">{inner ?? (text || '…')}</span>;
}
