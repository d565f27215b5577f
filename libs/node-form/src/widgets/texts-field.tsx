import { ActionIcon, Group, Stack, TextInput, Tooltip } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconBraces, IconTrash } from '@tabler/icons-react';
import { type ClipboardEvent, type JSX, type KeyboardEvent, useRef, useState } from 'react';
import { useFormContext } from '../form-context.ts';
import { labelOf, linesOf, withLabel, withValue, writtenValue } from '../listed-texts.ts';
import { useFocusAfter } from '../use-focus-after.ts';
import { useItemKeys } from '../use-item-keys.ts';
import { type WidgetProps } from '../widget-props.ts';
import { DragHandle } from './drag-handle.tsx';
import { TemplateField } from './template-field.tsx';
import { FieldFrame, Widenable } from './widenable.tsx';
import { messageProps } from './field-message.tsx';

const NONE: readonly unknown[] = [];

/**
 * A list of texts, a row each, and an empty row for the next one; Enter, and each line of what is pasted, makes a row. Where items may have a value of their own it stands beside. By keyboard: the
 * arrows go from row to row, with Alt they move it, Backspace in an empty row removes it. A template that gives the list is a template field; it is begun by `{{` where there are no rows.
 */
export function TextsField({ field, path, value, issues, onChange }: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const [next, setNext] = useState('');
  const [dragged, setDragged] = useState<string>();
  const [begun, setBegun] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { focusAfter } = useFocusAfter((row: number) => rowsOf(list.current)[row]);
  const items: readonly unknown[] = Array.isArray(value) ? value : NONE;
  const { keys } = useItemKeys(items);
  const put = (all: readonly unknown[]) => onChange(path, all.length > 0 ? all : undefined);
  const move = (from: number, to: number) => {
    if (readOnly || from < 0 || to < 0 || to >= items.length || from === to) return;
    put(items.toSpliced(from, 1).toSpliced(to, 0, items[from]));
    focusAfter(to);
  };
  const remove = (index: number) => {
    put(items.toSpliced(index, 1));
    focusAfter(Math.min(index, items.length - 1));
  };
  const add = (lines: readonly string[]) => {
    const told = lines.filter((line) => line.trim() !== '');
    if (told.length > 0) put([...items, ...told]);
    setNext('');
  };
  /** With nothing written yet, the list of what can be chosen opens. */
  const begin = (template = '') => {
    setNext('');
    setBegun(true);
    if (template !== '') onChange(path, template);
  };
  const onRowKey = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (ctrlKey || metaKey || shiftKey) return;
    const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (altKey) move(index, index + step);
      else rowsOf(list.current)[index + step]?.focus();
    } else if (key === 'Enter' && !altKey) {
      event.preventDefault();
      rowsOf(list.current)[index + 1]?.focus();
    } else if (key === 'Backspace' && event.currentTarget.value === '' && index < items.length && !readOnly) {
      event.preventDefault();
      remove(index);
    }
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, index: number) => {
    const lines = linesOf(event.clipboardData.getData('text/plain'));
    if (lines.length < 2 || readOnly) return;
    event.preventDefault();
    // Into what stands there the first line goes, and the others follow it.
    put(items.toSpliced(index, 0, ...lines));
    focusAfter(index + lines.length);
  };
  if (typeof value === 'string' || (begun && items.length === 0))
    return (
      <ListTemplate
        field={field}
        value={typeof value === 'string' ? value : ''}
        path={path}
        issues={issues}
        begun={begun}
        onChange={(at, text) => {
          // Emptied, it takes rows again.
          if (text === undefined) {
            setBegun(false);
            focusAfter(0);
          }
          onChange(at, text);
        }}
        onLeave={() => {
          if (!begun) return;
          setBegun(false);
          // A text with a template in it is a row.
          if (typeof value === 'string' && !isOneTag(value)) put([value]);
        }}
      />
    );
  return (
    <Widenable
      label={field.label}
      draw={({ wide, button }) => (
        <FieldFrame field={field} path={path} issues={issues} button={button}>
          <Stack ref={list} gap={4} mt={4}>
            {items.map((item, index) => (
              <Group
                key={keys[index]}
                gap={4}
                wrap="nowrap"
                onDragOver={(event) => dragged !== undefined && event.preventDefault()}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged !== undefined) move(keys.indexOf(dragged), index);
                }}
              >
                {readOnly || items.length < 2 ? null : (
                  <DragHandle onBegin={() => setDragged(keys[index])} onEnd={() => setDragged(undefined)} />
                )}
                <TextInput
                  data-row
                  flex={3}
                  size="xs"
                  aria-label={t('rowOf', { label: field.label, number: index + 1 })}
                  readOnly={readOnly}
                  {...messageProps({ issues, path: [...path, index], below: true })}
                  value={labelOf(item)}
                  onChange={(event) => put(items.with(index, withLabel(item, event.currentTarget.value)))}
                  onKeyDown={(event) => onRowKey(event, index)}
                  onPaste={(event) => onPaste(event, index)}
                />
                {field.valued ? (
                  <TextInput
                    flex={2}
                    size="xs"
                    aria-label={t('savedValueOfRow', { label: field.label, number: index + 1 })}
                    placeholder={t('savedValue')}
                    readOnly={readOnly}
                    value={writtenValue(item)}
                    onChange={(event) => put(items.with(index, withValue(item, event.currentTarget.value)))}
                  />
                ) : null}
                <ActionIcon
                  size="sm"
                  tabIndex={-1}
                  aria-label={t('removeTitle', { title: labelOf(item) || String(index + 1) })}
                  disabled={readOnly}
                  onClick={() => remove(index)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Group>
            ))}
            {readOnly ? null : (
              <TextInput
                data-row
                data-autofocus={wide || undefined}
                size="xs"
                aria-label={field.label}
                placeholder={field.placeholder ?? t('nextRow')}
                data-draft={next === '' ? undefined : true}
                value={next}
                rightSection={
                  items.length === 0 ? <BeginTemplate label={field.label} onClick={() => begin()} /> : undefined
                }
                onChange={({ currentTarget: { value: typed } }) =>
                  items.length === 0 && /^\s*\{\{/.test(typed) ? begin(typed) : setNext(typed)
                }
                onBlur={() => add([next])}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.altKey && !event.ctrlKey && !event.metaKey) {
                    event.preventDefault();
                    add([next]);
                  } else if (event.key === 'ArrowUp') {
                    event.preventDefault();
                    rowsOf(list.current)[items.length - 1]?.focus();
                  } else if (event.key === 'Backspace' && next === '' && items.length > 0) {
                    event.preventDefault();
                    rowsOf(list.current)[items.length - 1]?.focus();
                  }
                }}
                onPaste={(event) => onPaste(event, items.length)}
              />
            )}
          </Stack>
        </FieldFrame>
      )}
    />
  );
}

/** A template that gives the whole list. */
function ListTemplate({
  field,
  onLeave,
  onChange,
  ...rest
}: WidgetProps & { begun: boolean; onLeave(): void }): JSX.Element {
  const t = useTexts('nodeForm');
  return (
    <div
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onLeave();
      }}
    >
      <TemplateField
        {...rest}
        field={{ ...field, widget: 'expression', help: t('aTemplateThatGivesThe') }}
        onChange={(path, next) => onChange(path, next === '' ? undefined : next)}
      />
    </div>
  );
}

function BeginTemplate({ label, onClick }: { label: string; onClick(): void }): JSX.Element {
  const t = useTexts('nodeForm');
  return (
    <Tooltip label={t('insertAValue')}>
      <ActionIcon
        size="sm"
        aria-label={t('insertAValueIntoLabel', { label })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        <IconBraces size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function isOneTag(text: string): boolean {
  return /^\s*(\{\{[^{}]*\}\}\s*$|\{%)/.test(text);
}

function rowsOf(list: HTMLElement | null): HTMLInputElement[] {
  return list ? [...list.querySelectorAll<HTMLInputElement>('input[data-row]')] : [];
}
