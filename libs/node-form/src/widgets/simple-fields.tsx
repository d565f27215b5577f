import { Autocomplete, Button, NativeSelect, Select, Switch, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useFormContext } from '../form-context.ts';
import { useDraft } from '../use-draft.ts';
import { type WidgetProps } from '../widget-props.ts';
import { messageProps } from './field-message.tsx';
import { Widenable } from './widenable.tsx';

export function fieldProps({ field, path, issues }: WidgetProps) {
  return {
    label: field.label,
    description: field.help,
    placeholder: field.placeholder,
    withAsterisk: field.needed ?? field.required,
    ...messageProps({ issues, path }),
  };
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : String(value);
}

/** One line that is never a template: an id, a pattern. */
export function LiteralField(props: WidgetProps): JSX.Element {
  const { readOnly } = useFormContext();
  const { field, path, value, onChange } = props;
  return (
    <Widenable
      label={field.label}
      draw={({ wide, button }) => (
        <TextInput
          {...fieldProps(props)}
          data-autofocus={wide || undefined}
          readOnly={readOnly}
          spellCheck={false}
          rightSection={button}
          value={textOf(value)}
          onChange={(event) =>
            onChange(path, event.currentTarget.value === '' && !field.required ? undefined : event.currentTarget.value)
          }
        />
      )}
    />
  );
}

/** A number, or a template that gives one; what is neither stays as it was typed and is marked. */
export function NumberField(props: WidgetProps): JSX.Element {
  const { readOnly } = useFormContext();
  const { field, path, value, onChange } = props;
  const draft = useDraft({ value, textOf, parse: parsedNumber, save: (next) => onChange(path, next) });
  return (
    <TextInput
      {...fieldProps(props)}
      placeholder={field.placeholder ?? (field.default === undefined ? undefined : String(field.default))}
      readOnly={readOnly}
      inputMode="decimal"
      value={draft.text}
      onChange={(event) => draft.write(event.currentTarget.value)}
      onBlur={draft.drop}
    />
  );
}

function parsedNumber(text: string): { value: unknown } {
  const trimmed = text.trim();
  if (trimmed === '') return { value: undefined };
  return { value: Number.isFinite(Number(trimmed)) ? Number(trimmed) : text };
}

export function SwitchField({ field, path, value, onChange }: WidgetProps): JSX.Element {
  const { readOnly } = useFormContext();
  return (
    <Switch
      label={field.label}
      description={field.help}
      disabled={readOnly}
      checked={value === undefined ? field.default === true : value === true}
      onChange={(event) => onChange(path, event.currentTarget.checked)}
    />
  );
}

export function SelectField(props: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  const { field, path, value, onChange } = props;
  const { placeholder: _, ...rest } = fieldProps(props);
  const current = textOf(value ?? field.default);
  const options = (field.options ?? []).filter((option) => option.offered !== false || option.value === current);
  if (!options.some((option) => option.value === current))
    options.unshift({ value: current, label: current || t('choose') });
  return (
    <NativeSelect
      {...rest}
      disabled={readOnly}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      value={current}
      onChange={(event) => onChange(path, event.currentTarget.value || undefined)}
    />
  );
}

/** Name of a variable: one that is known, or a new one. */
export function VariableField(props: WidgetProps): JSX.Element {
  const { variables, readOnly } = useFormContext();
  const { path, value, onChange } = props;
  return (
    <Autocomplete
      {...fieldProps(props)}
      readOnly={readOnly}
      data={[...new Set(variables)]}
      // A list with nothing in it would take the Escape that leaves the field.
      openOnFocus={variables.length > 0}
      value={textOf(value)}
      spellCheck={false}
      onChange={(next) => onChange(path, next === '' ? undefined : next)}
    />
  );
}

export function ConnectionField(props: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { connections, newConnection, readOnly } = useFormContext();
  const { field, path, value, onChange } = props;
  const kinds = field.connectionKinds;
  const fitting = connections.filter((connection) => !kinds || kinds.includes(connection.kind));
  const current = textOf(value);
  const data = fitting.map((connection) => ({
    value: connection.key,
    label: `${connection.key} (${connection.kind})`,
  }));
  if (current && !data.some((one) => one.value === current))
    data.push({ value: current, label: t('currentMissing', { current }) });
  const select = (
    <Select
      {...fieldProps(props)}
      data-draft
      readOnly={readOnly}
      clearable
      searchable
      data={data}
      value={current || null}
      nothingFoundMessage={t('noConnectionOfThisKind')}
      placeholder={field.placeholder ?? t('none')}
      onChange={(next) => onChange(path, next ?? undefined)}
    />
  );
  if (!newConnection || readOnly) return select;
  return (
    <div>
      {select}
      <Button
        size="compact-xs"
        variant="subtle"
        mt={4}
        onClick={() => newConnection({ kinds, onMade: (key) => onChange(path, key) })}
      >
        {t('newConnection')}
      </Button>
    </div>
  );
}

export function FlowField(props: WidgetProps): JSX.Element {
  const t = useTexts('nodeForm');
  const { flows, readOnly } = useFormContext();
  const { path, value, onChange } = props;
  const current = textOf(value);
  const data = flows.map((flow) => ({ value: flow.key, label: `${flow.name} (${flow.key})` }));
  if (current && !data.some((one) => one.value === current))
    data.push({ value: current, label: t('currentMissing', { current }) });
  return (
    <Select
      {...fieldProps(props)}
      data-draft
      readOnly={readOnly}
      searchable
      data={data}
      value={current || null}
      onChange={(next) => onChange(path, next ?? undefined)}
    />
  );
}
