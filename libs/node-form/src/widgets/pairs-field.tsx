import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type JSX, useRef, useState } from 'react';
import { useFormContext } from '../form-context.ts';
import { useFocusAfter } from '../use-focus-after.ts';
import { useItemKeys } from '../use-item-keys.ts';
import { isRecord, type WidgetProps } from '../widget-props.ts';
import { FieldFrame, Widenable } from './widenable.tsx';
import { messageProps } from './field-message.tsx';

/** Names and values, such as headers. Rows keep their place while a name is being typed; an unnamed row is not saved. */
export function PairsField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const saved = Object.entries(isRecord(value) ? value : {}).map(
    ([name, text]): Pair => ({ name, text: typeof text === 'string' ? text : JSON.stringify(text) }),
  );
  const [draft, setDraft] = useState<Pair[]>();
  // What has no name yet is nowhere else: it stays where others change what has one.
  const pairs =
    !draft || same(draft, saved) ? (draft ?? saved) : [...saved, ...draft.filter(({ name }) => name === '')];
  const { keys } = useItemKeys(pairs, nameOf);
  const rows = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const { focusAfter } = useFocusAfter(
    (row: number) => rows.current?.querySelectorAll<HTMLElement>('[data-pair-name]')[row] ?? addButton.current,
  );

  const change = (next: Pair[]) => {
    setDraft(next);
    const named = next.filter((pair) => pair.name !== '');
    onChange(path, named.length ? Object.fromEntries(named.map((pair) => [pair.name, pair.text])) : undefined);
  };
  const add = () => {
    setDraft([...pairs, { name: '', text: '' }]);
    focusAfter(pairs.length);
  };
  const remove = (index: number) => {
    change(pairs.toSpliced(index, 1));
    focusAfter(Math.min(index, pairs.length - 2));
  };
  return (
    <Widenable
      label={field.label}
      draw={({ button }) => (
        <FieldFrame field={field} path={path} issues={issues} button={button}>
          <Stack ref={rows} gap={6} mt={4}>
            {pairs.map((pair, index) => (
              <Group key={keys[index]} gap={6} wrap="nowrap" align="flex-start">
                <TextInput
                  data-pair-name
                  aria-label={t('nameNumber', { number: index + 1 })}
                  placeholder={t('name')}
                  size="xs"
                  flex={2}
                  readOnly={readOnly}
                  value={pair.name}
                  onChange={(event) =>
                    change(pairs.map((one, at) => (at === index ? { ...one, name: event.currentTarget.value } : one)))
                  }
                />
                <TextInput
                  aria-label={t('valueOf', { name: pair.name || index + 1 })}
                  placeholder={t('value')}
                  size="xs"
                  flex={3}
                  readOnly={readOnly}
                  data-draft={pair.name === '' ? true : undefined}
                  value={pair.text}
                  {...messageProps({ issues, path: [...path, pair.name] })}
                  onChange={(event) =>
                    change(pairs.map((one, at) => (at === index ? { ...one, text: event.currentTarget.value } : one)))
                  }
                />
                <ActionIcon
                  aria-label={t('removeName', { name: pair.name || t('row', { number: index + 1 }) })}
                  disabled={readOnly}
                  onClick={() => remove(index)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Group>
            ))}
            <Button
              ref={addButton}
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPlus size={12} />}
              disabled={readOnly}
              onClick={add}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('add')}
            </Button>
          </Stack>
        </FieldFrame>
      )}
    />
  );
}

interface Pair {
  name: string;
  text: string;
}

function nameOf(pair: unknown): unknown {
  return isRecord(pair) && pair.name !== '' ? pair.name : undefined;
}

// The draft holds while it says the same as what is saved, rows without a name aside.
function same(draft: Pair[], saved: Pair[]): boolean {
  const named = draft.filter((pair) => pair.name !== '');
  const merged = Object.entries(Object.fromEntries(named.map((pair) => [pair.name, pair.text])));
  return (
    merged.length === saved.length &&
    saved.every((pair) => merged.some(([name, text]) => name === pair.name && text === pair.text))
  );
}
