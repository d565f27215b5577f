import {
  ActionIcon,
  Button,
  Card,
  Collapse,
  Group,
  Input,
  Stack,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFormContext } from '../form-context.ts';
import { useItemKeys } from '../use-item-keys.ts';
import { isRecord, messageAt, type WidgetProps } from '../widget-props.ts';
import { DragHandle } from './drag-handle.tsx';
import { Widenable } from './widenable.tsx';
import { messageProps, SeverityIcon } from './field-message.tsx';
import { ListItem } from './list-item.tsx';
import { newItem } from './new-item.ts';

const NONE: readonly unknown[] = [];

/** Where the focus goes once the list was drawn anew: to the head of an item, or to its first field; to what adds one where there is none. */
interface Wanted {
  index: number;
  part: 'head' | 'field';
}

/**
 * A list of objects, one card each; or a template that gives the list, shown as one line. By keyboard: the arrows, Home and End go between heads, with Alt they move the
 * item, Delete removes it, Ctrl+Enter within it adds one below.
 */
export function ListField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const items: readonly unknown[] = Array.isArray(value) ? value : NONE;
  const { itemId } = field;
  const { keys, keysOf } = useItemKeys(items, (item) => (isRecord(item) && itemId ? item[itemId] : undefined));
  // By key, so that they go with their item when others add or remove some.
  const [open, setOpen] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const wanted = useRef<Wanted>(undefined);
  useEffect(() => {
    if (!wanted.current) return;
    const { index, part } = wanted.current;
    const item = itemsOf(list.current)[index];
    const target = part === 'head' ? (headOf(item) ?? addButton.current) : fieldOf({ item, title: field.item?.title });
    if (!target && part === 'field') return;
    wanted.current = undefined;
    if (target) focusSoon(target);
  });
  const itemLabel = field.item?.label ?? 'item';
  if (typeof value === 'string') {
    return (
      <TextInput
        label={field.label}
        description={t('aTemplateThatGivesThe')}
        {...messageProps({ issues, path })}
        readOnly={readOnly}
        value={value}
        onChange={({ currentTarget: { value: text } }) => {
          // Emptied, it takes items again.
          if (text === '') wanted.current = { index: 0, part: 'head' };
          onChange(path, text || []);
        }}
      />
    );
  }
  const add = (at = items.length) => {
    const item = newItem({ field, items });
    const next = items.toSpliced(at, 0, item);
    if (at === items.length) onChange([...path, at], item);
    else onChange(path, next);
    setOpen(keysOf(next)[at]);
    wanted.current = { index: at, part: 'field' };
  };
  const move = (from: number, to: number) => {
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(path, next);
    wanted.current = { index: to, part: 'head' };
  };
  const remove = (index: number) => {
    onChange(path, items.toSpliced(index, 1));
    wanted.current = { index: Math.min(index, items.length - 2), part: 'head' };
  };
  const onHeadKey = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey) return;
    const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
    const to = key === 'Home' ? 0 : key === 'End' ? items.length - 1 : step === 0 ? undefined : index + step;
    const removes = !altKey && (key === 'Delete' || key === 'Backspace');
    if (!removes && (to === undefined || (altKey && step === 0))) return;
    // It is no key of the canvas or of the page as well.
    event.preventDefault();
    event.stopPropagation();
    if (removes) {
      if (readOnly) return;
      remove(index);
    } else if (to !== undefined && to >= 0 && to < items.length) {
      if (!altKey) return headOf(itemsOf(list.current)[to])?.focus();
      if (readOnly) return;
      move(index, to);
    }
  };
  const onListKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || readOnly) return;
    event.preventDefault();
    const within = itemsOf(list.current).findIndex((item) => item.contains(event.target as Node));
    add(within < 0 ? items.length : within + 1);
  };
  return (
    <Widenable
      label={field.label}
      draw={({ button }) => (
        <Input.Wrapper
          label={field.label}
          description={field.help}
          {...messageProps({ issues, path })}
          withAsterisk={field.needed ?? field.required}
          labelElement="div"
        >
          <Stack ref={list} gap={6} mt={4} onKeyDown={onListKey}>
            {items.map((item, index) => {
              const worst = messageAt({ issues, path: [...path, index], below: true })?.severity;
              const title = titleOf({ field, item, index });
              const key = keys[index];
              const isOpen = open === key;
              return (
                <Card
                  key={key}
                  data-list-item
                  data-path={[...path, index].join('.')}
                  withBorder
                  padding={6}
                  radius="sm"
                  style={over === key && dragged !== key ? { borderColor: 'var(--mantine-primary-color-filled)' } : {}}
                  onDragOver={(event) => {
                    if (dragged === undefined) return;
                    event.preventDefault();
                    setOver(key);
                  }}
                  onDrop={(event) => {
                    event.preventDefault();
                    const from = keys.findIndex((one) => one === dragged);
                    if (from >= 0 && from !== index) move(from, index);
                  }}
                >
                  <Group gap={2} wrap="nowrap">
                    {readOnly || items.length < 2 ? null : (
                      <DragHandle
                        onBegin={() => setDragged(key)}
                        onEnd={() => {
                          setDragged(undefined);
                          setOver(undefined);
                        }}
                      />
                    )}
                    <UnstyledButton
                      flex={1}
                      miw={0}
                      aria-expanded={isOpen}
                      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete Control+Enter"
                      data-list-head
                      onKeyDown={(event) => onHeadKey(event, index)}
                      onClick={() => setOpen(isOpen ? undefined : key)}
                    >
                      <Group gap={4} wrap="nowrap">
                        {isOpen ? (
                          <IconChevronDown size={14} className="pb-still" />
                        ) : (
                          <IconChevronRight size={14} className="pb-still" />
                        )}
                        {worst ? <SeverityIcon severity={worst} /> : null}
                        <Text size="sm" truncate className={worst ? `pb-message-${worst}` : undefined}>
                          {title}
                        </Text>
                      </Group>
                    </UnstyledButton>
                    <ActionIcon
                      size="sm"
                      tabIndex={-1}
                      aria-label={t('moveTitleUp', { title })}
                      disabled={readOnly || index === 0}
                      onClick={() => move(index, index - 1)}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size="sm"
                      tabIndex={-1}
                      aria-label={t('moveTitleDown', { title })}
                      disabled={readOnly || index === items.length - 1}
                      onClick={() => move(index, index + 1)}
                    >
                      <IconArrowDown size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size="sm"
                      tabIndex={-1}
                      aria-label={t('removeTitle', { title })}
                      disabled={readOnly}
                      onClick={() => remove(index)}
                    >
                      <IconTrash size={14} />
                    </ActionIcon>
                  </Group>
                  <Collapse expanded={isOpen}>
                    {isOpen ? (
                      <Stack gap="sm" p={6} pt="xs">
                        <ListItem
                          field={field}
                          items={items}
                          index={index}
                          path={path}
                          issues={issues}
                          onChange={onChange}
                        />
                      </Stack>
                    ) : null}
                  </Collapse>
                </Card>
              );
            })}
            <Group gap={6}>
              <Button
                ref={addButton}
                size="compact-sm"
                variant="light"
                leftSection={<IconPlus size={14} />}
                disabled={readOnly}
                onClick={() => add()}
              >
                {t('addItemLabel', { itemLabel })}
              </Button>
              {button}
            </Group>
          </Stack>
        </Input.Wrapper>
      )}
    />
  );
}

// What unfolds takes the focus a moment later.
function focusSoon(target: HTMLElement, frames = 30): void {
  target.focus();
  if (window.document.activeElement !== target && target.isConnected && frames > 0)
    requestAnimationFrame(() => focusSoon(target, frames - 1));
}

// Not those of a list within an item.
function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>(':scope > [data-list-item]')] : [];
}

// What names the item is written first; without that, whatever is first.
function fieldOf({ item, title }: { item: HTMLElement | undefined; title: string | undefined }) {
  const input = ':is(input, textarea, select)';
  return (
    item?.querySelector<HTMLElement>(`[data-path$=".${title}"] ${input}`) ??
    item?.querySelector<HTMLElement>(`[data-path] ${input}`)
  );
}

function headOf(item: HTMLElement | undefined): HTMLElement | undefined {
  return item?.querySelector<HTMLElement>('[data-list-head]') ?? undefined;
}

function titleOf({ field, item, index }: { field: WidgetProps['field']; item: unknown; index: number }): string {
  const key = field.item?.title;
  const named = isRecord(item) && key ? item[key] : item;
  if (typeof named === 'string' && named.trim() !== '') return named;
  return `${field.item?.label ?? 'item'} ${index + 1}`;
}
