import {
  ActionIcon,
  Badge,
  Button,
  Card,
  Group,
  Modal,
  NativeSelect,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import type { Connection, ConnectionKind, SecretValue } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import { IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyDone, notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { PriceFields, pricesOf, typedPrices } from './price-fields.tsx';
import { SecretField, storeTexts } from './secret-field.tsx';

const kinds: readonly ConnectionKind[] = ['http', 'openai', 'ollama'];

const kindTexts = { http: 'kindHttp', openai: 'kindOpenai', ollama: 'kindOllama' } as const;

/** Systems that flows may reach, with their credentials. */
export function ConnectionsPage(): JSX.Element {
  const t = useTexts('connections');
  const { role } = useSession();
  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await client.call('listConnections')).data.connections,
  });
  const [edited, setEdited] = useState<Connection | 'new'>();
  const mayEdit = role === 'admin';
  const add = mayEdit ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('newConnection')}
    </Button>
  ) : null;
  return (
    <Page title={t('connections')} hint={t('flowsNameAConnectionBy')} actions={add}>
      {connections.isPending ? <ListSkeleton /> : null}
      {connections.isError ? <ErrorState error={connections.error} retry={() => void connections.refetch()} /> : null}
      {connections.data?.length === 0 ? (
        <EmptyState title={t('noConnectionsYet')} hint={t('aModelNodeNeedsA')} action={add} />
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
  const t = useTexts('connections');
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const test = useMutation({
    mutationFn: async () => (await client.call('testConnection', { params: { key: connection.key }, body: {} })).data,
    onSuccess: (result) =>
      result.ok
        ? notifyDone(result.message)
        : notifyError(new Error(result.message), t('keyDoesNotWork', { key: connection.key })),
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
                {t('fromTheEnvironment')}
              </Badge>
            ) : null}
          </Group>
          <Text size="sm" c="dimmed">
            {typeof address === 'string' ? address : t('defaultAddress')}
            {connection.secretNames.length > 0 ? ` · ${t('isSet', { names: connection.secretNames.join(', ') })}` : ''}
            {Object.values(connection.secretsFrom ?? {}).map(
              ({ store, name }) => ` · ${t(storeTexts[store])}: ${name}`,
            )}
          </Text>
        </div>
        <Group gap={4}>
          {mayEdit || connection.source === 'environment' ? (
            <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t('tryIt')}
            </Button>
          ) : null}
          {mayEdit ? (
            <>
              <ActionIcon aria-label={t('changeKey', { key: connection.key })} onClick={onEdit}>
                <IconEdit size={16} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('deleteKey', { key: connection.key })}
                color="red"
                onClick={() => setDeleting(true)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </>
          ) : null}
        </Group>
      </Group>
      <ConfirmDialog
        opened={deleting}
        title={t('deleteTheConnection')}
        confirmLabel={t('delete')}
        danger
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate()}
      >
        {t('flowsThatUseKeyWill', { key: connection.key })}
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
  const t = useTexts('connections');
  const queries = useQueryClient();
  const config = connection?.config ?? {};
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : '');
  const [key, setKey] = useState(connection?.key ?? '');
  const [kind, setKind] = useState<ConnectionKind>(connection?.kind ?? 'http');
  const [baseUrl, setBaseUrl] = useState(text('baseUrl'));
  const [model, setModel] = useState(text('model'));
  const [prices, setPrices] = useState(() => typedPrices(config.prices));
  // What has no field here is kept as it is.
  const { baseUrl: _url, model: _model, prices: _prices, ...rest } = config;
  const [auth, setAuth] = useState(text('auth') || 'none');
  const [name, setName] = useState(text('header') || text('param') || text('username'));
  const [origins, setOrigins] = useState(Array.isArray(config.origins) ? config.origins.map(String) : []);
  const [given, setGiven] = useState<SecretValue>();
  const secretName =
    kind === 'http' ? (auth === 'bearer' ? 'token' : auth === 'basic' ? 'password' : 'value') : 'apiKey';
  const takesSecret = kind !== 'http' || auth !== 'none';
  const secret = given ?? connection?.secretsFrom?.[secretName] ?? '';
  const save = useMutation({
    mutationFn: async () => {
      const next =
        kind === 'http'
          ? httpConfig({ baseUrl, auth, name, origins })
          : { ...rest, ...(baseUrl ? { baseUrl } : {}), ...(model ? { model } : {}), ...pricesOf(prices) };
      const secrets = secret !== '' && takesSecret ? { [secretName]: secret } : {};
      if (connection)
        await client.call('changeConnection', { params: { key: connection.key }, body: { config: next, secrets } });
      else await client.call('createConnection', { body: { key, kind, config: next, secrets } });
    },
    onSuccess: async () => {
      notifyDone(t('theConnectionIsKept'));
      await queries.invalidateQueries({ queryKey: ['connections'] });
      onClose();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={connection ? t('changeKey', { key: connection.key }) : t('newConnection')}>
      <form onSubmit={onSubmit}>
        <Stack>
          {connection ? null : (
            <>
              <TextInput
                label={t('key')}
                description={t('whatFlowsCallIt')}
                required
                pattern="[a-z0-9\-]{1,64}"
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                data-autofocus
              />
              <NativeSelect
                label={t('kind')}
                data={kinds.map((value) => ({ value, label: t(kindTexts[value]) }))}
                value={kind}
                onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'http')}
              />
            </>
          )}
          <TextInput
            label={t('baseAddress')}
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
                label={t('credential')}
                value={auth}
                onChange={(event) => setAuth(event.currentTarget.value)}
                data={[
                  { value: 'none', label: t('none') },
                  { value: 'bearer', label: t('bearerToken') },
                  { value: 'basic', label: t('userAndPassword') },
                  { value: 'header', label: t('aHeader') },
                  { value: 'query', label: t('aQueryParameter') },
                ]}
              />
              {auth === 'basic' || auth === 'header' || auth === 'query' ? (
                <TextInput
                  label={auth === 'basic' ? t('user') : auth === 'header' ? t('header') : t('parameter')}
                  required
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              ) : null}
              <TagsInput
                label={t('alsoForTheseOrigins')}
                description={t('whereElseTheCredentialMay')}
                placeholder="https://files.example.com"
                value={origins}
                onChange={setOrigins}
              />
            </>
          ) : (
            <>
              <TextInput
                label={t('model')}
                description={t('usedWhereANodeNames')}
                value={model}
                onChange={(event) => setModel(event.currentTarget.value)}
              />
              <PriceFields value={prices} onChange={setPrices} />
            </>
          )}
          {takesSecret ? (
            <SecretField
              label={kind === 'http' ? t('secret') : t('apiKey')}
              description={connection?.secretNames.includes(secretName) ? t('leaveItEmptyToKeep') : undefined}
              secretName={secretName}
              value={secret}
              onChange={setGiven}
            />
          ) : null}
          {save.isError ? (
            <Text c="red" size="sm" role="alert" style={{ whiteSpace: 'pre-line' }}>
              {errorText(save.error)}
            </Text>
          ) : null}
          <Button type="submit" loading={save.isPending}>
            {t('keep')}
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
