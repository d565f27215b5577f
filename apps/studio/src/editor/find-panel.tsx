import { ActionIcon, Button, Checkbox, Group, Paper, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type JSX, useMemo, useState } from 'react';
import { type Found, findTexts, replaceIn } from '../edits/find-texts.ts';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { nameOfNode } from './name-of-node.ts';

const SHOWN = 200;

/** Finds texts in all forms, names, notes and translations, and replaces them: one by one or all, as one step of undo. */
export function FindPanel({ onClose }: { onClose(): void }): JSX.Element {
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
      { label: `Replaced “${text}” in ${chosen.length} ${chosen.length === 1 ? 'text' : 'texts'}` },
    );
  return (
    <Paper
      withBorder
      shadow="md"
      className="pb-find"
      role="search"
      aria-label="Find and replace"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Group gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          flex={1}
          size="xs"
          autoFocus
          aria-label="Find"
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon aria-label="Close the search" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Group gap={6} mt={6} wrap="nowrap">
        <TextInput
          flex={1}
          size="xs"
          aria-label="Replace with"
          placeholder="Replace with"
          readOnly={readOnly}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <Button size="xs" variant="light" disabled={readOnly || found.length === 0} onClick={() => replace(found)}>
          Replace all
        </Button>
      </Group>
      <Group justify="space-between" my={6}>
        <Checkbox
          size="xs"
          label="Upper and lower case count"
          checked={matchCase}
          onChange={(event) => setMatchCase(event.currentTarget.checked)}
        />
        <Text size="xs" c="dimmed" role="status">
          {text === '' ? '' : `${found.length} found`}
        </Text>
      </Group>
      <ScrollArea.Autosize mah={260} type="auto">
        {found.slice(0, SHOWN).map((one) => (
          <Group key={`${one.nodeId} ${one.place}`} gap={4} wrap="nowrap">
            <UnstyledButton className="pb-problem" onClick={() => one.nodeId && reveal(one.nodeId)}>
              <Text size="sm" truncate>
                {one.text}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {one.nodeId === undefined ? '' : `${nameOfNode({ document, id: one.nodeId })} · `}
                {one.place}
              </Text>
            </UnstyledButton>
            <Button size="compact-xs" variant="subtle" disabled={readOnly} onClick={() => replace([one])}>
              Replace
            </Button>
          </Group>
        ))}
      </ScrollArea.Autosize>
    </Paper>
  );
}
