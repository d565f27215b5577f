import { ActionIcon, Button, Code, Group, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { Trans, useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { notifyUndo } from '../api/notify-undo.tsx';
import { client } from '../api/session.tsx';
import { KeyInput } from '../shell/key-input.tsx';

/** Workspace variables: not secret, the same for all flows. */
export function VariablesPanel(): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const variables = useQuery({
    queryKey: ['variables'],
    queryFn: async () => (await client.call('listVariables')).data.variables,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['variables'] });
  const set = useMutation({
    mutationFn: () => client.call('setVariable', { params: { key }, body: { value: parsed(value) } }),
    onSuccess: async () => {
      setKey('');
      setValue('');
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const remove = useMutation({
    mutationFn: (variable: { key: string; value?: unknown }) =>
      client.call('deleteVariable', { params: { key: variable.key } }),
    onSuccess: async (_, variable) => {
      const undo = async () => {
        await client.call('setVariable', { params: { key: variable.key }, body: { value: variable.value } });
        await refresh();
      };
      notifyUndo({ message: t('keyWasDeleted', { key: variable.key }), undo });
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  if (variables.isPending) return <ListSkeleton />;
  if (variables.isError) return <ErrorState error={variables.error} retry={() => void variables.refetch()} />;
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        <Trans t={t} i18nKey="readInTemplates" values={{ example: '{{ env.name }}' }} components={{ code: <Code /> }} />
      </Text>
      <form onSubmit={onSubmit}>
        <Group align="flex-end">
          <KeyInput
            kind="variable"
            label={t('name')}
            maw={320}
            inputWrapperOrder={['label', 'error', 'input']}
            value={key}
            onChange={setKey}
          />
          <TextInput label={t('value')} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
          <Button type="submit" loading={set.isPending}>
            {t('set')}
          </Button>
        </Group>
      </form>
      {variables.data.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t('noVariablesYet')}
        </Text>
      ) : null}
      <Table>
        {variables.data.length === 0 ? null : (
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('value')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {variables.data.map((variable) => (
            <Table.Tr key={variable.key}>
              <Table.Td w="40%">
                <Code className="pb-breaks">{t('envKey', { key: variable.key })}</Code>
              </Table.Td>
              <Table.Td className="pb-breaks" dir="auto">
                {typeof variable.value === 'string' ? variable.value : JSON.stringify(variable.value)}
              </Table.Td>
              <Table.Td w={40}>
                <ActionIcon aria-label={t('deleteKey', { key: variable.key })} onClick={() => remove.mutate(variable)}>
                  <IconTrash size={16} />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

// Numbers, lists and objects are taken as such; everything else is a text.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
