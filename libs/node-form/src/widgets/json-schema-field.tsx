import {
  ActionIcon,
  Button,
  Card,
  Checkbox,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type JSX, type Ref, useRef, useState } from 'react';
import { useFormContext } from '../form-context.ts';
import { PROPERTY_KINDS, propertiesOf, type SchemaProperty, schemaOf } from '../schema-properties.ts';
import { useFocusAfter } from '../use-focus-after.ts';
import { useItemKeys } from '../use-item-keys.ts';
import { isRecord, type WidgetProps } from '../widget-props.ts';
import { JsonField } from './json-field.tsx';
import { NameField } from './name-field.tsx';
import { FieldFrame, Widenable } from './widenable.tsx';

/** What a structured answer holds: its properties as fields, or the JSON Schema itself where that says more. */
export function JsonSchemaField(props: WidgetProps): JSX.Element {
  const { field, value, path, issues, onChange } = props;
  const { readOnly } = useFormContext();
  const properties = propertiesOf(value);
  const [asJson, setAsJson] = useState(false);
  const kinds = useRef<HTMLDivElement>(null);
  const { focusAfter } = useFocusAfter(() => kinds.current?.querySelector<HTMLElement>('input:checked'));
  const onSwitch = (next: boolean) => {
    setAsJson(next);
    // It is drawn anew, below the other kind of field.
    focusAfter(undefined);
  };
  if (asJson || !properties) {
    return (
      <Stack gap={4}>
        <JsonField {...props} />
        {properties ? <Switch ref={kinds} asJson onSwitch={onSwitch} /> : null}
      </Stack>
    );
  }
  return (
    <Widenable
      label={field.label}
      draw={({ button }) => (
        <FieldFrame field={field} path={path} issues={issues} button={button}>
          <Stack gap={6} mt={4}>
            <Properties
              properties={properties}
              readOnly={readOnly}
              onChange={(next) => onChange(path, schemaOf(next))}
            />
            <Switch ref={kinds} asJson={false} onSwitch={onSwitch} />
          </Stack>
        </FieldFrame>
      )}
    />
  );
}

interface SwitchProps {
  ref: Ref<HTMLDivElement>;
  asJson: boolean;
  onSwitch(asJson: boolean): void;
}

function Switch({ ref, asJson, onSwitch }: SwitchProps): JSX.Element {
  const t = useTexts('nodeForm');
  return (
    <SegmentedControl
      ref={ref}
      size="xs"
      aria-label={t('howTheSchemaIsEdited')}
      value={asJson ? 'json' : 'fields'}
      data={[
        { value: 'fields', label: t('fields') },
        { value: 'json', label: t('jsonSchema') },
      ]}
      onChange={(next) => onSwitch(next === 'json')}
    />
  );
}

interface PropertiesProps {
  properties: readonly SchemaProperty[];
  readOnly: boolean;
  onChange(next: SchemaProperty[]): void;
}

function Properties({ properties, readOnly, onChange }: PropertiesProps): JSX.Element {
  const t = useTexts('nodeForm');
  const names = new Set(properties.map((property) => property.name));
  const { keys } = useItemKeys(properties, nameOf);
  const addButton = useRef<HTMLButtonElement>(null);
  const { focusAfter } = useFocusAfter((index: number) => {
    const cards = addButton.current?.parentElement?.querySelectorAll(':scope > [data-property]');
    return cards?.[index]?.querySelector('input') ?? addButton.current;
  });
  const change = (index: number, next: SchemaProperty) => {
    onChange(properties.map((one, at) => (at === index ? next : one)));
  };
  const add = () => {
    let number = properties.length + 1;
    while (names.has(`field${number}`)) number++;
    onChange([
      ...properties,
      { name: `field${number}`, kind: 'text', description: '', required: true, allowed: [], properties: [] },
    ]);
    focusAfter(properties.length);
  };
  const remove = (index: number) => {
    onChange(properties.filter((_, at) => at !== index));
    focusAfter(Math.min(index, properties.length - 2));
  };
  return (
    <>
      {properties.map((property, index) => (
        <PropertyCard
          key={keys[index]}
          property={property}
          taken={names}
          readOnly={readOnly}
          onChange={(next) => change(index, next)}
          onRemove={() => remove(index)}
        />
      ))}
      <Button
        ref={addButton}
        size="compact-xs"
        variant="light"
        leftSection={<IconPlus size={12} />}
        disabled={readOnly}
        onClick={add}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('addField')}
      </Button>
    </>
  );
}

function nameOf(property: unknown): unknown {
  return isRecord(property) ? property.name : undefined;
}

interface CardProps {
  property: SchemaProperty;
  taken: ReadonlySet<string>;
  readOnly: boolean;
  onChange(next: SchemaProperty): void;
  onRemove(): void;
}

function PropertyCard({ property, taken, readOnly, onChange, onRemove }: CardProps): JSX.Element {
  const t = useTexts('nodeForm');
  const change = (next: Partial<SchemaProperty>) => onChange({ ...property, ...next });
  const rename = (name: string) => {
    // Two of one name, or none, would be lost in the schema.
    if (name.trim() !== '' && !taken.has(name)) change({ name });
    return undefined;
  };
  const nests = property.kind === 'object' || property.kind === 'list of objects';
  const chooses = property.kind === 'text' || property.kind === 'list of texts';
  return (
    <Card data-property withBorder padding={8} radius="sm">
      <Group gap={6} wrap="nowrap" align="flex-end">
        <NameField flex={1} label={t('name')} name={property.name} readOnly={readOnly} rename={rename} />
        <NativeSelect
          size="xs"
          label={t('kind')}
          disabled={readOnly}
          data={PROPERTY_KINDS.map((value) => ({ value, label: localise(value) }))}
          value={property.kind}
          onChange={(event) => {
            const kind = PROPERTY_KINDS.find((one) => one === event.currentTarget.value);
            if (kind) change({ kind, allowed: [], properties: [] });
          }}
        />
        <ActionIcon
          size="md"
          aria-label={t('removeName', { name: property.name })}
          disabled={readOnly}
          onClick={onRemove}
        >
          <IconTrash size={14} />
        </ActionIcon>
      </Group>
      <TextInput
        size="xs"
        mt={6}
        label={t('whatTheModelShouldPut')}
        readOnly={readOnly}
        value={property.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      {chooses ? (
        <TagsInput
          size="xs"
          mt={6}
          label={t('onlyOneOf')}
          placeholder={property.allowed.length > 0 ? '' : t('anyText')}
          readOnly={readOnly}
          data-draft
          dropdownOpened={false}
          value={property.allowed}
          onChange={(allowed) => change({ allowed })}
        />
      ) : null}
      <Checkbox
        size="xs"
        mt={8}
        label={t('alwaysThere')}
        disabled={readOnly}
        checked={property.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
      {nests ? (
        <Stack gap={6} mt={8}>
          <Properties
            properties={property.properties}
            readOnly={readOnly}
            onChange={(properties) => change({ properties })}
          />
        </Stack>
      ) : null}
    </Card>
  );
}
