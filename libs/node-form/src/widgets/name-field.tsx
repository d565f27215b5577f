import { TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, useRef, useState } from 'react';
import { useCommitOnLeave } from '../use-commit-on-leave.ts';
import { MetMeanwhile } from './met-meanwhile.tsx';

interface Props {
  label: string;
  name: string;
  readOnly: boolean;
  flex?: number;
  /** A text says why it cannot be called so: then it stays as it was typed. */
  rename(to: string): string | undefined;
  /** Whether there still is what has this name. With it, what is typed is also given when the page is left, or the field goes. */
  isThere?(): boolean;
}

/** A name that is given when one leaves its field, or by Enter. What is typed stays when someone else gives another name meanwhile, and it is said. */
export function NameField({ label, name, readOnly, flex, rename, isThere }: Props): JSX.Element {
  const t = useTexts('nodeForm');
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<{ text: string; over: string }>();
  const [refusal, setRefusal] = useState<string>();
  const drop = () => {
    setDraft(undefined);
    setRefusal(undefined);
  };
  const give = () => {
    const refused = draft && draft.text !== name ? rename(draft.text) : undefined;
    if (refused === undefined) drop();
    else setRefusal(refused);
  };
  // One that is gone, or was just given a name, is not.
  useCommitOnLeave(() => {
    if (draft && draft.text !== name && !readOnly && isThere?.()) rename(draft.text);
  });
  const isMet = draft !== undefined && draft.over !== name && draft.text !== name;
  return (
    <div
      style={flex === undefined ? {} : { flex }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) give();
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        label={label}
        readOnly={readOnly}
        spellCheck={false}
        data-draft={draft && draft.text !== name ? true : undefined}
        error={refusal}
        value={draft?.text ?? name}
        onChange={({ currentTarget: { value: text } }) => {
          setDraft({ text, over: draft?.over ?? name });
          setRefusal(undefined);
        }}
        onKeyDown={(event) => event.key === 'Enter' && give()}
      />
      {isMet ? (
        <MetMeanwhile
          said={t('renamedMeanwhile', { name, typed: draft.text })}
          take={t('keepName', { name })}
          onTake={() => {
            drop();
            input.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}
