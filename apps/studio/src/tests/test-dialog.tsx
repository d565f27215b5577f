import { ActionIcon, Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { StoredTest, TestTurn } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { client } from '../api/session.tsx';
import { useDebug } from '../debug/debug-context.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { tellingNames } from '../editor/name-of-node.ts';
import { DialogEnd } from '../shell/dialog-end.tsx';
import { caseOf } from './case-of.ts';
import { labelsIn } from './labels-in.ts';
import { Surroundings } from './surroundings.tsx';
import { turnTitles } from './turn-titles.ts';

/** Changes a test case: its name, and what is expected of each turn. */
export function TestDialog({ test, onClose }: { test: StoredTest; onClose(): void }): JSX.Element {
  const t = useTexts('tests');
  const { store } = useDebug();
  const { readOnly } = useEditor();
  const document = useEditorState((state) => state.document);
  const nameOf = tellingNames(document);
  const queries = useQueryClient();
  const [name, setName] = useState(test.name);
  const [live, setLive] = useState(test.live);
  const [turns, setTurns] = useState<readonly TestTurn[]>(test.turns);
  const save = useMutation({
    mutationFn: () =>
      client.call('changeTest', {
        params: { key: store.flowKey, id: test.id },
        body: { ...caseOf(test), name, live, turns: turns.map(withoutEmpty) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tests', store.flowKey] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const pinned = Object.keys(test.pins).map(nameOf);
  const titles = turnTitles({ turns, labelsOf: labelsIn([document]) });
  return (
    <Modal opened onClose={onClose} title={t('testCase')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('name')}
            data-autofocus
            required
            maxLength={200}
            readOnly={readOnly}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Surroundings of={test} size="sm" />
          {pinned.length > 0 ? (
            <Text size="sm" c="dimmed">
              {t('standsIn', { names: pinned.join(', ') })}
            </Text>
          ) : null}
          <Checkbox
            label={t('mayCall')}
            description={t('mayCallExplained')}
            checked={live}
            disabled={readOnly}
            onChange={(event) => setLive(event.currentTarget.checked)}
          />
          <ol className="pb-turns">
            {turns.map((turn, index) => (
              <li key={index}>
                <TurnFields
                  turn={turn}
                  title={titles[index] ?? ''}
                  recorded={test.turns[index]?.path}
                  onChange={(next) => setTurns(turns.map((one, at) => (at === index ? next : one)))}
                />
              </li>
            ))}
          </ol>
          {readOnly ? null : <DialogEnd work={save} action={t('save')} disabled={name.trim() === ''} />}
        </Stack>
      </form>
    </Modal>
  );
}

interface TurnProps {
  turn: TestTurn;
  title: string;
  /** The way that it went when it was recorded. */
  recorded: string[] | undefined;
  onChange(turn: TestTurn): void;
}

function TurnFields({ turn, title, recorded, onChange }: TurnProps): JSX.Element {
  const t = useTexts('tests');
  const { readOnly } = useEditor();
  const nameOf = tellingNames(useEditorState((state) => state.document));
  const setExpect = (expect: string[]) => onChange({ ...turn, expect });
  return (
    <Stack gap={6} mb="sm">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {turn.expect.map((text, index) => (
        <Group key={index} gap={4} wrap="nowrap" align="flex-start">
          <Textarea
            size="xs"
            autosize
            maxRows={6}
            flex={1}
            aria-label={t('theAnswerHolds')}
            readOnly={readOnly}
            value={text}
            onChange={(event) =>
              setExpect(turn.expect.map((one, at) => (at === index ? event.currentTarget.value : one)))
            }
          />
          {readOnly ? null : (
            <ActionIcon
              aria-label={t('expectThisNoMore')}
              onClick={() => setExpect(turn.expect.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group gap="md">
        {readOnly ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} />}
            onClick={() => setExpect([...turn.expect, ''])}
          >
            {t('expectAText')}
          </Button>
        )}
        {recorded ? (
          <Checkbox
            size="xs"
            label={t('expectThisWay', { way: recorded.map(nameOf).join(' → ') })}
            checked={turn.path !== undefined}
            disabled={readOnly}
            onChange={(event) => onChange(withPath({ turn, path: event.currentTarget.checked ? recorded : undefined }))}
          />
        ) : null}
      </Group>
    </Stack>
  );
}

function withPath({ turn, path }: { turn: TestTurn; path: string[] | undefined }): TestTurn {
  const { path: _, ...rest } = turn;
  return path ? { ...rest, path } : rest;
}

function withoutEmpty(turn: TestTurn): TestTurn {
  return { ...turn, expect: turn.expect.filter((text) => text.trim() !== '') };
}
