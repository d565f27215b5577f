import { ActionIcon, Button, Code, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Workspace variables: not secret, the same for all flows. */
export function VariablesPanel(): JSX.Element {
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
    mutationFn: (name: string) => client.call('deleteVariable', { params: { key: name } }),
    onSuccess: refresh,
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
        Read in templates as <Code>{'{{ env.name }}'}</Code>. Not for secrets: those belong to a connection.
      </Text>
      <form onSubmit={onSubmit}>
        <Group align="flex-end">
          <TextInput
            label="Name"
            required
            pattern="[A-Za-z_][A-Za-z0-9_]{0,63}"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <TextInput label="Value" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
          <Button type="submit" loading={set.isPending}>
            Set
          </Button>
        </Group>
      </form>
      <Table>
        <Table.Tbody>
          {variables.data.map((variable) => (
            <Table.Tr key={variable.key}>
              <Table.Td>
                <Code>env.{variable.key}</Code>
              </Table.Td>
              <Table.Td>
                {typeof variable.value === 'string' ? variable.value : JSON.stringify(variable.value)}
              </Table.Td>
              <Table.Td w={40}>
                <ActionIcon aria-label={`Delete ${variable.key}`} onClick={() => remove.mutate(variable.key)}>
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
