import { hasTemplate } from '@patchbay/expressions';
import { ActionIcon, Combobox, Group, Text, Tooltip, useCombobox } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconBraces } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { caretPlace } from '../caret-place.ts';
import { type ConfigIssue, useFormContext } from '../form-context.ts';
import { type CompletionRange, completionsAt, insertionsAt } from '../template-completion.ts';
import { isRecord, type Path, type WidgetProps } from '../widget-props.ts';
import { GrowingTextarea } from './growing-textarea.tsx';
import { Widenable } from './widenable.tsx';
import { CompletionList, useDrawnCompletions } from './completion-list.tsx';
import { messageProps } from './field-message.tsx';

const rows: Record<string, number> = { multiline: 3, markdown: 3 };

/** A text that may hold templates, with completion of what is in reach as soon as `{{` is typed. A bare one shows no label, where its place says what it is; one that was begun elsewhere goes on with the caret at its end, with the list where it is empty. */
export function TemplateField({
  field,
  value,
  path,
  issues,
  onChange,
  bare = false,
  begun = false,
}: WidgetProps & { bare?: boolean; begun?: boolean }): JSX.Element {
  const t = useTexts('nodeForm');
  const context = useFormContext();
  const input = useRef<HTMLTextAreaElement>(null);
  /** Where a value is to be inserted that is not chosen yet. */
  const inserts = useRef<number>(undefined);
  const [range, setRange] = useState<CompletionRange>();
  const [place, setPlace] = useState({ left: 0, top: 0, height: 0 });
  const combobox = useCombobox({
    onDropdownClose() {
      combobox.resetSelectedOption();
      inserts.current = undefined;
    },
  });
  const list = useDrawnCompletions();
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const multiline = field.widget in rows;

  const hadCaret = useRef(false);
  const typed = useRef(text);
  useEffect(() => {
    if (typed.current === text) return;
    // What came from elsewhere stands at other places than the list knows.
    typed.current = text;
    combobox.closeDropdown();
  }, [text, combobox]);

  const complete = (element: HTMLTextAreaElement) => {
    const { value: written, selectionStart: caret } = element;
    const { current: at } = inserts;
    const inserted = at === undefined ? undefined : insertionsAt({ text: written, at, caret, context });
    if (!inserted) inserts.current = undefined;
    const found = inserted ?? completionsAt({ text: written, caret, context });
    setRange(found);
    list.reset();
    if (found && found.completions.length > 0) {
      const { left, top, height } = caretPlace(element, found.from);
      const within = element.closest('.pb-completes')?.getBoundingClientRect();
      setPlace({ left: left - (within?.left ?? 0), top: top - (within?.top ?? 0), height });
      combobox.openDropdown();
      combobox.selectFirstOption();
    } else combobox.closeDropdown();
  };
  useEffect(() => {
    const element = input.current;
    if (!begun || !element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    if (element.value === '') begin();
    else complete(element);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it is begun
  }, [begun]);
  const change = (next: string) => {
    typed.current = next;
    onChange(path, next === '' && !field.required ? undefined : next);
  };
  const put = ({ from, to, insert }: { from: number; to: number; insert: string }) => {
    change(text.slice(0, from) + insert + text.slice(to));
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(from + insert.length, from + insert.length);
    });
  };
  const begin = () => {
    const element = input.current;
    if (!element) return;
    const at = hadCaret.current ? element.selectionStart : text.length;
    element.focus();
    element.setSelectionRange(at, at);
    // Within a tag a name is completed, and no tag put into it.
    if (!completionsAt({ text, caret: at, context })) inserts.current = at;
    complete(element);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'ArrowDown' && combobox.dropdownOpened) list.reach(combobox.getSelectedOptionIndex());
    // Escape closes the list, and no more.
    if (event.key === 'Escape' && combobox.dropdownOpened) event.preventDefault();
    // With Ctrl it adds an item to the list in which this is, with Alt it opens the large field.
    const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter' && isBare && !multiline && !combobox.dropdownOpened) event.preventDefault();
  };
  const editor = ({ wide, button }: { wide: boolean; button: JSX.Element | undefined }): JSX.Element => (
    <Combobox
      store={combobox}
      withinPortal
      position="bottom-start"
      onOptionSubmit={(picked) => {
        const completion = range?.completions.find((one) => one.label === picked);
        if (range && completion) put({ from: range.from, to: range.to, insert: completion.text });
      }}
    >
      <div className="pb-completes">
        <Combobox.EventsTarget withExpandedAttribute={false}>
          <GrowingTextarea
            ref={input}
            {...(bare && !wide ? { 'aria-label': field.label } : { label: field.label, description: field.help })}
            data-autofocus={wide || undefined}
            placeholder={field.placeholder}
            withAsterisk={field.needed ?? field.required}
            readOnly={context.readOnly}
            {...messageProps({ issues: combobox.dropdownOpened ? issues.filter(isNoneOfTags) : issues, path })}
            value={text}
            minRows={wide ? 22 : (rows[field.widget] ?? 1)}
            maxRows={wide ? 28 : 12}
            spellCheck={field.widget === 'markdown' || field.widget === 'multiline'}
            onChange={(event) => {
              change(event.currentTarget.value);
              complete(event.currentTarget);
            }}
            onKeyDown={onKeyDown}
            onFocus={() => {
              hadCaret.current = true;
            }}
            onBlur={() => combobox.closeDropdown()}
            rightSection={
              <Group gap={2} wrap={multiline || wide ? 'wrap' : 'nowrap'} justify="center">
                <Tooltip label={t('insertAValue')}>
                  <ActionIcon
                    size="sm"
                    aria-label={t('insertAValueIntoLabel', { label: field.label })}
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={begin}
                    disabled={context.readOnly}
                  >
                    <IconBraces size={14} />
                  </ActionIcon>
                </Tooltip>
                {button}
              </Group>
            }
            rightSectionWidth={multiline || wide ? 30 : 56}
          />
        </Combobox.EventsTarget>
        {/* The list hangs on the word that is written. */}
        <Combobox.DropdownTarget>
          <span aria-hidden="true" style={{ position: 'absolute', width: 1, ...place }} />
        </Combobox.DropdownTarget>
      </div>
      <Combobox.Dropdown hidden={!range?.completions.length} miw={280}>
        <CompletionList completions={range?.completions ?? []} drawn={list.drawn} onReach={list.reach} />
      </Combobox.Dropdown>
    </Combobox>
  );
  return (
    <Widenable
      label={field.label}
      draw={(place) => (
        <>
          {editor(place)}
          <LastValue text={text} path={path} />
        </>
      )}
    />
  );
}

// A tag that one is writing is not closed yet.
function isNoneOfTags({ code }: ConfigIssue): boolean {
  return code !== 'template.parse';
}

/** What a template gave in the last test that went through its node. */
function LastValue({ text, path }: { text: string; path: Path }): JSX.Element | null {
  const t = useTexts('nodeForm');
  const { tested } = useFormContext();
  if (tested === undefined || !hasTemplate(text)) return null;
  let value: unknown = tested;
  for (const step of path) value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  if (value === undefined) return null;
  return (
    <Text size="xs" c="dimmed" mt={4} lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
      {t('inTheLastTest')} {typeof value === 'string' ? value : JSON.stringify(value)}
    </Text>
  );
}
