import { ActionIcon, Button, Checkbox, Group, Paper, Text, TextInput, UnstyledButton } from '@mantine/core';
import type { FlowDocument } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { IconX } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { LongList } from '../shell/long-list.tsx';
import { type Found, findTexts, replaceIn } from '../edits/find-texts.ts';
import { foundAgain } from '../edits/found-again.ts';
import { useEditorCore, useEditorState } from './editor-context.ts';
import { nameOfNode } from './name-of-node.ts';
import { placeInWords } from './place-in-words.ts';

/** Pixels that a text takes before it was drawn. */
const HEIGHT = 54;

/**
 * Finds texts in all forms, names, notes and translations, and replaces them: one by one or all, as one step of undo. Enter goes from one to the next, and where what
 * replaces is written, it replaces the one that is shown and goes on.
 */
export function FindPanel({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { store, readOnly, reveal } = useEditorCore();
  const document = useEditorState((state) => state.document);
  const [text, setText] = useState('');
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  // The text itself and not its number: others write meanwhile. `index` is where it stood, for the one after it where it is gone.
  const [chosen, setChosen] = useState<{ one: Found; index: number }>();
  // What is typed is drawn first, and then what it finds.
  const typed = useMemo(() => ({ text, matchCase }), [text, matchCase]);
  const search = useDeferredValue(typed);
  const found = useMemo(() => findTexts({ document, search }), [document, search]);
  const at = useMemo(() => foundAgain({ found, chosen: chosen?.one }), [found, chosen]);
  useEffect(
    () =>
      store.onRenamed(({ from, to }) =>
        setChosen((before) =>
          before?.one.itemId === from ? { ...before, one: { ...before.one, itemId: to } } : before,
        ),
      ),
    [store],
  );
  const replaceable = useMemo(() => found.filter((one) => one.replace), [found]);
  const panel = useRef<HTMLDivElement>(null);
  // Set until what was replaced is gone from the list, and with it perhaps the focus.
  const replaced = useRef(false);
  useEffect(() => {
    if (!replaced.current) return;
    replaced.current = false;
    if (panel.current?.contains(window.document.activeElement)) return;
    const next =
      panel.current?.querySelector<HTMLElement>('[data-current] button.pb-replace') ??
      panel.current?.querySelector('input');
    next?.focus({ preventScroll: true });
  });
  // A key pressed right after typing means what was typed, drawn or not yet.
  const foundNow = () => (search === typed ? found : findTexts({ document: store.document, search: typed }));
  const goTo = (index: number, among: readonly Found[] = found) => {
    const next = among[index];
    setChosen(next && { one: next, index });
    if (!next) return;
    reveal(next.itemId);
  };
  const replace = (chosen: readonly Found[]) => {
    replaced.current = true;
    return store.apply(
      chosen.flatMap((one) => one.replace?.(replaceIn({ text: one.text, search: typed, by })) ?? []),
      { label: t('replaced', { text, count: chosen.length }) },
    );
  };
  const replaceAll = () => replace(foundNow().filter((one) => one.replace));
  // The next takes the place of the one that is found no more.
  const replaceOne = (one: Found, index: number) => {
    if (!replace([one])) return;
    const left = findTexts({ document: store.document, search: typed });
    goTo(left.some((other) => keyOf(other) === keyOf(one)) ? index + 1 : index, left);
  };
  const step = (by: 1 | -1) => {
    const now = foundNow();
    if (now.length === 0) return;
    const at = foundAgain({ found: now, chosen: chosen?.one });
    // Where the one that was chosen is gone, the one after it stands in its place.
    const from = at >= 0 ? at : (chosen?.index ?? 0) - (by > 0 ? 1 : 0);
    goTo((from + by + now.length) % now.length, now);
  };
  const onEnterBy = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter' || ctrlKey || metaKey || readOnly) return;
    const now = foundNow();
    const at = foundAgain({ found: now, chosen: chosen?.one });
    const one = now[at];
    if (one?.replace) replaceOne(one, at);
    else step(1);
  };
  const onEnter = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter' || ctrlKey || metaKey) return;
    step(shiftKey ? -1 : 1);
  };
  return (
    <Paper
      ref={panel}
      withBorder
      shadow="md"
      className="pb-find"
      role="search"
      aria-label={t('findAndReplace')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !readOnly) replaceAll();
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
            setChosen(undefined);
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
          onKeyDown={onEnterBy}
          onChange={(event) => setBy(event.currentTarget.value)}
        />
        <Button
          className="pb-replace"
          size="xs"
          variant="light"
          disabled={readOnly || replaceable.length === 0}
          onClick={replaceAll}
        >
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
          {text === ''
            ? ''
            : replaceable.length === found.length
              ? t('found', { count: found.length })
              : t('foundOfWhich', { count: found.length, replaceable: replaceable.length })}
        </Text>
      </Group>
      <LongList
        className="pb-found"
        items={found}
        active={at}
        keyOf={keyOf}
        heightOf={() => HEIGHT}
        draw={(one, index) => (
          <Group gap={4} wrap="nowrap" data-current={index === at || undefined}>
            <UnstyledButton className="pb-problem" onClick={() => goTo(index)}>
              <Text size="sm" truncate>
                {one.text}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {one.of === 'node' ? placeOf({ document, one }) : one.of === 'note' ? t('note') : t('frame')}
              </Text>
            </UnstyledButton>
            {one.replace ? (
              <Button
                className="pb-replace"
                size="compact-xs"
                variant="subtle"
                disabled={readOnly}
                onClick={() => replaceOne(one, index)}
              >
                {t('replace')}
              </Button>
            ) : (
              <Text size="xs" c="dimmed" className="pb-replace" title={t('theFlowIsHeldTogether')}>
                {t('stays')}
              </Text>
            )}
          </Group>
        )}
      />
    </Paper>
  );
}

function keyOf({ itemId, path, language = '' }: Found): string {
  return `${itemId} ${path} ${language}`;
}

function placeOf({ document, one }: { document: FlowDocument; one: Found }): string {
  const { itemId, path, language } = one;
  const place = placeInWords({ document, nodeId: itemId, path });
  return `${nameOfNode({ document, id: itemId })} · ${place}${language === undefined ? '' : ` (${language})`}`;
}
