import { ActionIcon, Button, Checkbox, Group, Paper, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconX } from '@tabler/icons-react';
import { type JSX, useMemo, useState } from 'react';
import { type Found, findTexts, replaceIn } from '../edits/find-texts.ts';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { nameOfNode } from './name-of-node.ts';

const SHOWN = 200;

/** Finds texts in all forms, names, notes and translations, and replaces them: one by one or all, as one step of undo. */
export function FindPanel({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { store, readOnly, reveal } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const [text, setText] = useState('');
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const search = useMemo(() => ({ text, matchCase }), [text, matchCase]);
  const found = useMemo(() => findTexts({ document, search }), [document, search]);
  const replace = (chosen: readonly Found[]) =>
    store.apply(
      chosen.map((one) => one.replace(replaceIn({ text: one.text, search, by }))),
      { label: t('replaced', { text, count: chosen.length }) },
    );
  return (
    <Paper
      withBorder
      shadow="md"
      className="pb-find"
      role="search"
      aria-label={t('findAndReplace')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Group gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          flex={1}
          size="xs"
          autoFocus
          aria-label={t('find')}
          placeholder={t('find')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon aria-label={t('closeTheSearch')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Group gap={6} mt={6} wrap="nowrap">
        <TextInput
          flex={1}
          size="xs"
          aria-label={t('replaceWith')}
          placeholder={t('replaceWith')}
          readOnly={readOnly}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <Button size="xs" variant="light" disabled={readOnly || found.length === 0} onClick={() => replace(found)}>
          {t('replaceAll')}
        </Button>
      </Group>
      <Group justify="space-between" my={6}>
        <Checkbox
          size="xs"
          label={t('upperAndLowerCaseCount')}
          checked={matchCase}
          onChange={(event) => setMatchCase(event.currentTarget.checked)}
        />
        <Text size="xs" c="dimmed" role="status">
          {text === '' ? '' : t('found', { count: found.length })}
        </Text>
      </Group>
      <ScrollArea.Autosize mah={260} type="auto">
        {found.slice(0, SHOWN).map((one) => (
          <Group key={`${one.itemId} ${one.place}`} gap={4} wrap="nowrap">
            <UnstyledButton className="pb-problem" onClick={() => reveal(one.itemId)}>
              <Text size="sm" truncate>
                {one.text}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {one.of === 'node'
                  ? `${nameOfNode({ document, id: one.itemId })} · ${one.place}`
                  : one.of === 'note'
                    ? t('note')
                    : t('frame')}
              </Text>
            </UnstyledButton>
            <Button size="compact-xs" variant="subtle" disabled={readOnly} onClick={() => replace([one])}>
              {t('replace')}
            </Button>
          </Group>
        ))}
      </ScrollArea.Autosize>
    </Paper>
  );
}
