import { ActionIcon, Button, Group, SimpleGrid, Stack, Text, Tooltip } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { focusCanvas } from '../canvas/focus-canvas.ts';
import { chosenIn } from '../commands/chosen-in.ts';
import { type Command, keyText } from '../commands/command.ts';
import { CommandIcon } from '../commands/command-icon.tsx';
import { useCommands } from '../commands/commands-context.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { isFocusLost } from '../shell/hold-focus.ts';

/** Keys that the browser has for what it tells the page of. */
const browserKeys: Record<string, string> = { copy: 'mod+c', cut: 'mod+x' };

/** What can be done with several items that are selected: the commands of the menu and the keys. */
export function SeveralForm({ selection }: { selection: ReadonlySet<string> }): JSX.Element {
  const t = useTexts('inspector');
  const document = useEditorState((state) => state.document);
  const { nodes, notes, frames, paths } = useMemo(() => chosenIn({ document, selection }), [document, selection]);
  const counts = [
    nodes.length > 0 ? t('nodesChosen', { count: nodes.length }) : undefined,
    paths.length > 0 ? t('pathsChosen', { count: paths.length }) : undefined,
    notes.length > 0 ? t('notesChosen', { count: notes.length }) : undefined,
    frames.length > 0 ? t('framesChosen', { count: frames.length }) : undefined,
  ];
  return (
    <Stack p="md" gap="md">
      <div>
        <Text fw={600}>{t('itemsAreSelected', { count: selection.size })}</Text>
        <Text size="xs" c="dimmed">
          {counts.filter(Boolean).join(', ')}
        </Text>
      </div>
      <SimpleGrid cols={2} spacing={6} verticalSpacing={6}>
        {useCommands(['duplicate', 'copy', 'cut', 'delete', 'extract', 'frame']).map((command) => (
          <CommandButton key={command.id} command={command} />
        ))}
      </SimpleGrid>
      <section aria-label={t('arrange')}>
        <Text size="sm" fw={500} mb={6}>
          {t('arrange')}
        </Text>
        <Group gap={4}>
          {useCommands([
            'align-left',
            'align-centre',
            'align-right',
            'align-top',
            'align-middle',
            'align-bottom',
            'align-across',
            'align-down',
            'tidy-selection',
          ]).map((command) => (
            <CommandIconButton key={command.id} command={command} />
          ))}
        </Group>
      </section>
    </Stack>
  );
}

function CommandButton({ command }: { command: Command }): JSX.Element {
  const { disabled, keys, run } = useOffer(command);
  return (
    <Tooltip label={keys} disabled={keys === undefined}>
      <Button
        variant="default"
        size="sm"
        px="xs"
        justify="flex-start"
        {...(command.id === 'delete' ? { c: 'red' } : {})}
        leftSection={<CommandIcon id={command.id} />}
        disabled={disabled}
        onClick={run}
      >
        {command.short ?? command.label}
      </Button>
    </Tooltip>
  );
}

function CommandIconButton({ command }: { command: Command }): JSX.Element {
  const { disabled, keys, run } = useOffer(command);
  return (
    <Tooltip label={keys === undefined ? command.label : `${command.label} (${keys})`}>
      <ActionIcon size="lg" variant="default" aria-label={command.label} disabled={disabled} onClick={run}>
        <CommandIcon id={command.id} size={18} />
      </ActionIcon>
    </Tooltip>
  );
}

function useOffer({ id, edits, fits, keys, run }: Command) {
  const { readOnly } = useEditorCore();
  const key = keys?.[0] ?? browserKeys[id];
  return {
    disabled: (edits === true && readOnly) || fits?.() === false,
    keys: key === undefined ? undefined : keyText(key),
    run: () => {
      run();
      // The panel may be gone with what was selected, and the focus with it.
      requestAnimationFrame(() => isFocusLost() && focusCanvas());
    },
  };
}
