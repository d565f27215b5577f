import { ActionIcon, Button, Checkbox, Group, Paper, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconX } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { LongList } from '../shell/long-list.tsx';
import { type Found, findTexts, replaceIn } from '../edits/find-texts.ts';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { nameOfNode } from './name-of-node.ts';

/** Pixels that a text takes before it was drawn. */
const HEIGHT = 54;

/** Finds texts in all forms, names, notes and translations, and replaces them: one by one or all, as one step of undo. Enter goes from one to the next. */
export function FindPanel({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { store, readOnly, reveal } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const [text, setText] = useState('');
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [at, setAt] = useState(-1);
  // What is typed is drawn first, and then what it finds.
  const wanted = useDeferredValue(text);
  const search = useMemo(() => ({ text: wanted, matchCase }), [wanted, matchCase]);
  const found = useMemo(() => findTexts({ document, search }), [document, search]);
  const goTo = (index: number) => {
    const next = found[index];
    if (!next) return;
    setAt(index);
    reveal(next.itemId);
  };
  const replace = (chosen: readonly Found[]) =>
    store.apply(
      chosen.map((one) => one.replace(replaceIn({ text: one.text, search, by }))),
      { label: t('replaced', { text, count: chosen.length }) },
    );
  const onEnter = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter' || ctrlKey || metaKey || found.length === 0) return;
    goTo((at + (shiftKey ? -1 : 1) + (at < 0 && shiftKey ? 1 : 0) + found.length) % found.length);
  };
  return (
    <Paper
      withBorder
      shadow="md"
      className="pb-find"
      role="search"
      aria-label={t('findAndReplace')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !readOnly && wanted === text) replace(found);
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
          onKeyDown={onEnter}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(-1);
          }}
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
      <LongList
        className="pb-found"
        items={found}
        active={at}
        keyOf={(one) => `${one.itemId} ${one.place}`}
        heightOf={() => HEIGHT}
        draw={(one, index) => (
          <Group gap={4} wrap="nowrap" data-current={index === at || undefined}>
            <UnstyledButton className="pb-problem" onClick={() => goTo(index)}>
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
        )}
      />
    </Paper>
  );
}
