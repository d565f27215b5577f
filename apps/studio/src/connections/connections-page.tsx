import {
  ActionIcon,
  Badge,
  Button,
  Card,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import type { Connection, ConnectionKind } from '@patchbay/api-contract';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import { IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyDone, notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';

const kinds: { value: ConnectionKind; label: string }[] = [
  { value: 'http', label: 'HTTP service' },
  { value: 'openai', label: 'OpenAI, or any server that speaks its protocol' },
  { value: 'ollama', label: 'Ollama' },
];

/** Systems that flows may reach, with their credentials. */
export function ConnectionsPage(): JSX.Element {
  const { role } = useSession();
  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await client.call('listConnections')).data.connections,
  });
  const [edited, setEdited] = useState<Connection | 'new'>();
  const mayEdit = role === 'admin';
  const add = mayEdit ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      New connection
    </Button>
  ) : null;
  return (
    <Page
      title="Connections"
      hint="Flows name a connection by its key. Secrets are sealed, and never shown again."
      actions={add}
    >
      {connections.isPending ? <ListSkeleton /> : null}
      {connections.isError ? <ErrorState error={connections.error} retry={() => void connections.refetch()} /> : null}
      {connections.data?.length === 0 ? (
        <EmptyState
          title="No connections yet"
          hint="A model node needs a connection to a model; an HTTP node needs one when the other system asks for a credential."
          action={add}
        />
      ) : null}
      <Stack gap="sm">
        {connections.data?.map((connection) => (
          <ConnectionCard
            key={connection.key}
            connection={connection}
            mayEdit={mayEdit && connection.source === 'workspace'}
            onEdit={() => setEdited(connection)}
          />
        ))}
      </Stack>
      {edited ? (
        <ConnectionDialog connection={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </Page>
  );
}

function ConnectionCard({
  connection,
  mayEdit,
  onEdit,
}: {
  connection: Connection;
  mayEdit: boolean;
  onEdit(): void;
}): JSX.Element {
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const test = useMutation({
    mutationFn: async () => (await client.call('testConnection', { params: { key: connection.key }, body: {} })).data,
    onSuccess: (result) =>
      result.ok
        ? notifyDone(result.message)
        : notifyError(new Error(result.message), `“${connection.key}” does not work`),
    onError: (error) => notifyError(error),
  });
  const remove = useMutation({
    mutationFn: () => client.call('deleteConnection', { params: { key: connection.key } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['connections'] }),
    onError: (error) => notifyError(error),
  });
  const address = connection.config.baseUrl;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={600}>{connection.key}</Text>
            <Badge variant="light">{connection.kind}</Badge>
            {connection.source === 'environment' ? (
              <Badge variant="light" color="gray">
                From the environment
              </Badge>
            ) : null}
          </Group>
          <Text size="sm" c="dimmed">
            {typeof address === 'string' ? address : 'Default address'}
            {connection.secretNames.length > 0 ? ` · ${connection.secretNames.join(', ')} set` : ''}
          </Text>
        </div>
        <Group gap={4}>
          {mayEdit || connection.source === 'environment' ? (
            <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              Try it
            </Button>
          ) : null}
          {mayEdit ? (
            <>
              <ActionIcon aria-label={`Change ${connection.key}`} onClick={onEdit}>
                <IconEdit size={16} />
              </ActionIcon>
              <ActionIcon aria-label={`Delete ${connection.key}`} color="red" onClick={() => setDeleting(true)}>
                <IconTrash size={16} />
              </ActionIcon>
            </>
          ) : null}
        </Group>
      </Group>
      <ConfirmDialog
        opened={deleting}
        title="Delete the connection?"
        confirmLabel="Delete"
        danger
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate()}
      >
        Flows that use “{connection.key}” will fail at the nodes that do.
      </ConfirmDialog>
    </Card>
  );
}

function ConnectionDialog({
  connection,
  onClose,
}: {
  connection: Connection | undefined;
  onClose(): void;
}): JSX.Element {
  const queries = useQueryClient();
  const config = connection?.config ?? {};
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : '');
  const [key, setKey] = useState(connection?.key ?? '');
  const [kind, setKind] = useState<ConnectionKind>(connection?.kind ?? 'http');
  const [baseUrl, setBaseUrl] = useState(text('baseUrl'));
  const [model, setModel] = useState(text('model'));
  const [auth, setAuth] = useState(text('auth') || 'none');
  const [name, setName] = useState(text('header') || text('param') || text('username'));
  const [origins, setOrigins] = useState(Array.isArray(config.origins) ? config.origins.map(String) : []);
  const [secret, setSecret] = useState('');
  const secretName =
    kind === 'http' ? (auth === 'bearer' ? 'token' : auth === 'basic' ? 'password' : 'value') : 'apiKey';
  const takesSecret = kind !== 'http' || auth !== 'none';
  const save = useMutation({
    mutationFn: async () => {
      const next =
        kind === 'http'
          ? httpConfig({ baseUrl, auth, name, origins })
          : { ...(baseUrl ? { baseUrl } : {}), ...(model ? { model } : {}) };
      const secrets = secret && takesSecret ? { [secretName]: secret } : {};
      if (connection)
        await client.call('changeConnection', { params: { key: connection.key }, body: { config: next, secrets } });
      else await client.call('createConnection', { body: { key, kind, config: next, secrets } });
    },
    onSuccess: async () => {
      notifyDone('The connection is kept.');
      await queries.invalidateQueries({ queryKey: ['connections'] });
      onClose();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={connection ? `Change ${connection.key}` : 'New connection'}>
      <form onSubmit={onSubmit}>
        <Stack>
          {connection ? null : (
            <>
              <TextInput
                label="Key"
                description="What flows call it."
                required
                pattern="[a-z0-9\-]{1,64}"
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                data-autofocus
              />
              <NativeSelect
                label="Kind"
                data={kinds}
                value={kind}
                onChange={(event) =>
                  setKind(kinds.find((one) => one.value === event.currentTarget.value)?.value ?? 'http')
                }
              />
            </>
          )}
          <TextInput
            label="Base address"
            type="url"
            required={kind === 'ollama'}
            placeholder={
              kind === 'openai'
                ? 'https://api.openai.com/v1'
                : kind === 'ollama'
                  ? 'http://localhost:11434'
                  : 'https://itsm.example.com/api'
            }
            value={baseUrl}
            onChange={(event) => setBaseUrl(event.currentTarget.value)}
          />
          {kind === 'http' ? (
            <>
              <NativeSelect
                label="Credential"
                value={auth}
                onChange={(event) => setAuth(event.currentTarget.value)}
                data={[
                  { value: 'none', label: 'None' },
                  { value: 'bearer', label: 'Bearer token' },
                  { value: 'basic', label: 'User and password' },
                  { value: 'header', label: 'A header' },
                  { value: 'query', label: 'A query parameter' },
                ]}
              />
              {auth === 'basic' || auth === 'header' || auth === 'query' ? (
                <TextInput
                  label={auth === 'basic' ? 'User' : auth === 'header' ? 'Header' : 'Parameter'}
                  required
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              ) : null}
              <TagsInput
                label="Also for these origins"
                description="Where else the credential may be sent."
                placeholder="https://files.example.com"
                value={origins}
                onChange={setOrigins}
              />
            </>
          ) : (
            <TextInput
              label="Model"
              description="Used where a node names none."
              value={model}
              onChange={(event) => setModel(event.currentTarget.value)}
            />
          )}
          {takesSecret ? (
            <PasswordInput
              label={kind === 'http' ? 'Secret' : 'API key'}
              description={
                connection?.secretNames.includes(secretName)
                  ? 'Leave it empty to keep the one that is set. It is forgotten when another address is added: a credential stays with those that it was given for.'
                  : undefined
              }
              autoComplete="off"
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
          ) : null}
          {save.isError ? (
            <Text c="red" size="sm" role="alert" style={{ whiteSpace: 'pre-line' }}>
              {errorText(save.error)}
            </Text>
          ) : null}
          <Button type="submit" loading={save.isPending}>
            Keep
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

function httpConfig({
  baseUrl,
  auth,
  name,
  origins,
}: {
  baseUrl: string;
  auth: string;
  name: string;
  origins: string[];
}): Record<string, unknown> {
  const named =
    auth === 'basic'
      ? { username: name }
      : auth === 'header'
        ? { header: name }
        : auth === 'query'
          ? { param: name }
          : {};
  return { ...(baseUrl ? { baseUrl } : {}), auth, ...named, ...(origins.length > 0 ? { origins } : {}) };
}
