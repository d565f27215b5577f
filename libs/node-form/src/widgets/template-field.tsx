import { ActionIcon, Combobox, Text, Textarea, Tooltip, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { type JSX, type KeyboardEvent, useRef, useState } from 'react';
import { useFormContext } from '../form-context.ts';
import { type Completion, type CompletionRange, completionsAt } from '../template-completion.ts';
import { messageAt, type WidgetProps } from '../widget-props.ts';

const rows: Record<string, number> = { multiline: 3, markdown: 3 };

/** A text that may hold templates, with completion of what is in reach as soon as `{{` is typed. */
export function TemplateField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const context = useFormContext();
  const input = useRef<HTMLTextAreaElement>(null);
  const [range, setRange] = useState<CompletionRange>();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const multiline = field.widget in rows;

  const complete = (element: HTMLTextAreaElement) => {
    const found = completionsAt({ text: element.value, caret: element.selectionStart, ...context });
    setRange(found);
    if (found && found.completions.length > 0) {
      combobox.openDropdown();
      combobox.selectFirstOption();
    } else combobox.closeDropdown();
  };
  const change = (next: string) => onChange(path, next === '' && !field.required ? undefined : next);
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
    const at = element.selectionStart;
    const next = `${text.slice(0, at)}{{ ${text.slice(at)}`;
    change(next);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(at + 3, at + 3);
      complete(element);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && !multiline && !combobox.dropdownOpened) event.preventDefault();
  };
  return (
    <Combobox
      store={combobox}
      withinPortal
      position="bottom-start"
      onOptionSubmit={(picked) => {
        const completion = range?.completions.find((one) => one.label === picked);
        if (range && completion) put({ from: range.from, to: range.to, insert: completion.text });
      }}
    >
      <Combobox.EventsTarget withExpandedAttribute={false}>
        <Textarea
          ref={input}
          label={field.label}
          description={field.help}
          placeholder={field.placeholder}
          withAsterisk={field.required}
          readOnly={context.readOnly}
          error={messageAt({ issues, path })}
          value={text}
          autosize
          minRows={rows[field.widget] ?? 1}
          maxRows={12}
          spellCheck={field.widget === 'markdown' || field.widget === 'multiline'}
          onChange={(event) => {
            change(event.currentTarget.value);
            complete(event.currentTarget);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => combobox.closeDropdown()}
          rightSection={
            <Tooltip label="Insert a value">
              <ActionIcon
                size="sm"
                aria-label={`Insert a value into ${field.label}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={begin}
                disabled={context.readOnly}
              >
                <IconBraces size={14} />
              </ActionIcon>
            </Tooltip>
          }
        />
      </Combobox.EventsTarget>
      <Combobox.Dropdown hidden={!range?.completions.length} miw={280}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }}>
          {range?.completions.map((completion) => (
            <CompletionOption key={completion.label} completion={completion} />
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function CompletionOption({ completion }: { completion: Completion }): JSX.Element {
  return (
    <Combobox.Option value={completion.label}>
      <Text size="sm" ff="monospace">
        {completion.label}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {completion.detail}
      </Text>
    </Combobox.Option>
  );
}
