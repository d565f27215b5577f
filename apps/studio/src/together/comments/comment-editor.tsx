import { Button, Group, Paper, Stack, Text, Textarea, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { client } from '../../api/session.tsx';
import { isFocusLost } from '../../shell/hold-focus.ts';
import type { DraftFor } from './comment-drafts.ts';
import { mentionsIn, offeredMembers } from './mentions.ts';
import { useCommentDraft, useCommentDrafts } from './use-comment-drafts.ts';

const BEGUN = /@([\p{L}\p{N}._ -]{0,40})$/u;

interface Props {
  /** What is written, and kept under this until it is sent or given up. */
  draft: DraftFor;
  label: string;
  submitLabel: string;
  /** What stands there before anything is written, and whom it mentions. */
  initial?: string;
  mentioned?: readonly string[];
  /** Where it is opened to be written in. */
  autoFocus?: boolean;
  /** Resolves with false when it was refused: then the text stays. */
  onSubmit(written: { body: string; mentions: string[] }): Promise<boolean>;
  onCancel?: (() => void) | undefined;
}

/** Where a comment is written. After @ the members of the workspace are offered; Ctrl+Enter sends. */
export function CommentEditor({
  draft: name,
  label,
  submitLabel,
  initial = '',
  mentioned = [],
  autoFocus = false,
  onSubmit,
  onCancel,
}: Props): JSX.Element {
  const t = useTexts('together');
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const drafts = useCommentDrafts();
  const kept = useCommentDraft(name);
  const { body, picked } = kept ?? { body: initial, picked: mentioned };
  const [begun, setBegun] = useState<string>();
  const [active, setActive] = useState(0);
  const [sending, setSending] = useState(false);
  const queries = useQueryClient();
  const members = useMembers();
  const offered = begun === undefined ? [] : offeredMembers({ members, begun });

  // When it is opened, and no more.
  const focuses = useRef(autoFocus);
  useEffect(() => {
    if (!focuses.current) return;
    area.current?.focus();
    // Behind what stands there.
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  const look = (text: string, caret: number) => {
    setBegun(BEGUN.exec(text.slice(0, caret))?.[1]);
    setActive(0);
  };
  const write = (written: { body: string; picked?: readonly string[] }) =>
    drafts.set(name, written.body === initial ? undefined : { picked, ...written });
  const take = (member: Member) => {
    const caret = area.current?.selectionStart ?? body.length;
    const before = body.slice(0, caret).replace(BEGUN, `@${member.name} `);
    write({ body: before + body.slice(caret), picked: [...picked, member.id] });
    setBegun(undefined);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(before.length, before.length);
    });
  };
  const send = async () => {
    if (body.trim() === '' || sending) return;
    setSending(true);
    // Who is quick sends before the members are known, and mentions them nonetheless.
    const known = await queries.ensureQueryData(membersQuery).catch(() => members);
    const mentions = mentionsIn({ body, members: known, picked });
    const done = await onSubmit({ body: body.trim(), mentions });
    setSending(false);
    if (!done) return;
    if (kept) drafts.sent(kept);
    // The button cannot be pressed while nothing is written.
    if (isFocusLost()) area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered[active];
    if (chosen && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') setBegun(undefined);
      else if (event.key === 'ArrowDown') setActive((active + 1) % offered.length);
      else if (event.key === 'ArrowUp') setActive((active + offered.length - 1) % offered.length);
      else take(chosen);
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
        value={body}
        role={offered.length > 0 ? 'combobox' : undefined}
        aria-expanded={offered.length > 0 ? true : undefined}
        aria-controls={offered.length > 0 ? list : undefined}
        aria-activedescendant={offered.length > 0 ? `${list}-${active}` : undefined}
        onChange={(event) => {
          write({ body: event.currentTarget.value });
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
                take(member);
              }}
            >
              {member.name}
              {offered.some((other) => other !== member && other.name === member.name) ? (
                <Text size="xs" c="dimmed">
                  {member.email}
                </Text>
              ) : null}
            </UnstyledButton>
          ))}
        </Paper>
      ) : null}
      <Group gap="xs" justify="flex-end">
        {onCancel ? (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              drafts.set(name, undefined);
              onCancel();
            }}
          >
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

interface Member {
  id: string;
  name: string;
  email: string;
}

const membersQuery = queryOptions({
  queryKey: ['members'],
  staleTime: 60_000,
  queryFn: async () => (await client.call('listMembers')).data.members,
});

/** Who can be mentioned. */
export function useMembers(): readonly Member[] {
  return useQuery(membersQuery).data ?? [];
}
