import { Button, Group, Paper, Stack, Textarea, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import { type JSX, type KeyboardEvent, useId, useRef, useState } from 'react';
import { client } from '../../api/session.tsx';

const MOST_SHOWN = 6;
const BEGUN = /@([\p{L}\p{N}._ -]{0,40})$/u;

interface Props {
  label: string;
  submitLabel: string;
  initial?: string;
  autoFocus?: boolean;
  /** Resolves with false when it was refused: then the text stays. */
  onSubmit(written: { body: string; mentions: string[] }): Promise<boolean>;
  onCancel?: (() => void) | undefined;
}

/** Where a comment is written. After @ the members of the workspace are offered; Ctrl+Enter sends. */
export function CommentEditor({ label, submitLabel, initial = '', autoFocus, onSubmit, onCancel }: Props): JSX.Element {
  const t = useTexts('together');
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState(initial);
  const [begun, setBegun] = useState<string>();
  const [active, setActive] = useState(0);
  const [sending, setSending] = useState(false);
  const members = useMembers();
  const offered =
    begun === undefined
      ? []
      : members.filter((one) => one.name.toLowerCase().startsWith(begun.toLowerCase())).slice(0, MOST_SHOWN);

  const look = (text: string, caret: number) => {
    setBegun(BEGUN.exec(text.slice(0, caret))?.[1]);
    setActive(0);
  };
  const take = (name: string) => {
    const caret = area.current?.selectionStart ?? body.length;
    const before = body.slice(0, caret).replace(BEGUN, `@${name} `);
    setBody(before + body.slice(caret));
    setBegun(undefined);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(before.length, before.length);
    });
  };
  const send = async () => {
    if (body.trim() === '' || sending) return;
    setSending(true);
    const mentions = members.filter((one) => body.includes(`@${one.name}`)).map((one) => one.id);
    const done = await onSubmit({ body: body.trim(), mentions });
    setSending(false);
    if (done) setBody('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered[active];
    if (chosen && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') setBegun(undefined);
      else if (event.key === 'ArrowDown') setActive((active + 1) % offered.length);
      else if (event.key === 'ArrowUp') setActive((active + offered.length - 1) % offered.length);
      else take(chosen.name);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <Stack gap={6} pos="relative" className="pb-comment-area">
      <Textarea
        ref={area}
        size="sm"
        aria-label={label}
        placeholder={label}
        description={t('mentionHint')}
        inputWrapperOrder={['input', 'description']}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4_000}
        data-autofocus={autoFocus || undefined}
        value={body}
        role={offered.length > 0 ? 'combobox' : undefined}
        aria-expanded={offered.length > 0 ? true : undefined}
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={offered.length > 0 ? `${list}-${active}` : undefined}
        onChange={(event) => {
          setBody(event.currentTarget.value);
          look(event.currentTarget.value, event.currentTarget.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setBegun(undefined)}
      />
      {offered.length > 0 ? (
        <Paper
          withBorder
          shadow="sm"
          role="listbox"
          id={list}
          aria-label={t('membersToMention')}
          className="pb-mention-list"
        >
          {offered.map((member, index) => (
            <UnstyledButton
              key={member.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault();
                take(member.name);
              }}
            >
              {member.name}
            </UnstyledButton>
          ))}
        </Paper>
      ) : null}
      <Group gap="xs" justify="flex-end">
        {onCancel ? (
          <Button size="compact-sm" variant="subtle" onClick={onCancel}>
            {t('cancel')}
          </Button>
        ) : null}
        <Button size="compact-sm" loading={sending} disabled={body.trim() === ''} onClick={() => void send()}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  );
}

/** Who can be mentioned. */
export function useMembers(): readonly { id: string; name: string }[] {
  const answer = useQuery({
    queryKey: ['members'],
    staleTime: 60_000,
    queryFn: async () => (await client.call('listMembers')).data.members,
  });
  return answer.data ?? [];
}
