import { Group, NativeSelect, NumberInput, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { SecretReference, SecretStoreName, SecretValue } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { client } from '../api/session.tsx';

export const storeTexts = { environment: 'storeEnvironment', file: 'storeFile', vault: 'storeVault' } as const;
const hintTexts = { environment: 'hintEnvironment', file: 'hintFile', vault: 'hintVault' } as const;

/** A secret as it is given: typed here, or named where an operator keeps it. */
export function SecretField({
  label,
  description,
  secretName,
  value,
  onChange,
}: {
  label: string;
  description: string | undefined;
  secretName: string;
  value: SecretValue;
  onChange(value: SecretValue): void;
}): JSX.Element {
  const t = useTexts('connections');
  const stores = useQuery({
    queryKey: ['secret-stores'],
    queryFn: async () => (await client.call('listConnections')).data.stores,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chosen = typeof value === 'string' ? 'here' : value.store;
  const known = stores.data ?? [];
  // A store that is gone is still shown where a secret is said to be in it.
  const offered: SecretStoreName[] =
    typeof value === 'string' || known.includes(value.store) ? known : [...known, value.store];
  const choose = (text: string) => {
    const store = offered.find((one) => one === text);
    onChange(store ? { store, name: typeof value === 'string' ? '' : value.name } : '');
  };
  return (
    <Stack gap="xs">
      {offered.length > 0 ? (
        <NativeSelect
          label={t('whereTheSecretIs')}
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: 'here', label: t('typedHere') },
            ...offered.map((store) => ({ value: store, label: t(storeTexts[store]) })),
          ]}
        />
      ) : null}
      {typeof value === 'string' ? (
        <PasswordInput
          label={label}
          description={description}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <ReferenceFields value={value} secretName={secretName} onChange={onChange} />
      )}
    </Stack>
  );
}

function ReferenceFields({
  value,
  secretName,
  onChange,
}: {
  value: SecretReference;
  secretName: string;
  onChange(value: SecretReference): void;
}): JSX.Element {
  const t = useTexts('connections');
  return (
    <>
      <TextInput
        label={t('nameThere')}
        description={t(hintTexts[value.store])}
        required
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      {value.store === 'vault' ? (
        <Group grow align="flex-start">
          <TextInput
            label={t('fieldOfTheEntry')}
            placeholder={secretName}
            maxLength={100}
            value={value.field ?? ''}
            onChange={(event) => onChange(withField({ value, field: event.currentTarget.value }))}
          />
          <NumberInput
            label={t('versionOfTheEntry')}
            placeholder={t('theNewest')}
            min={1}
            allowDecimal={false}
            value={value.version ?? ''}
            onChange={(next) => onChange(withVersion({ value, version: Number(next) }))}
          />
        </Group>
      ) : null}
      <Text size="xs" c="dimmed">
        {t('anOperatorKeepsIt')}
      </Text>
    </>
  );
}

function withField({
  value: { field: _, ...rest },
  field,
}: {
  value: SecretReference;
  field: string;
}): SecretReference {
  return field === '' ? rest : { ...rest, field };
}

function withVersion({
  value: { version: _, ...rest },
  version,
}: {
  value: SecretReference;
  version: number;
}): SecretReference {
  return version >= 1 ? { ...rest, version } : rest;
}
