import { Button, Modal, NativeSelect, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { Connection, ConnectionKind, SecretValue } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { ConfirmDialog } from '@patchbay/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyDone } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { KeyInput } from '../shell/key-input.tsx';
import { PriceFields, pricesOf, typedPrices } from './price-fields.tsx';
import { SecretField } from './secret-field.tsx';

const allKinds: readonly ConnectionKind[] = ['http', 'openai', 'ollama'];

const kindTexts = { http: 'kindHttp', openai: 'kindOpenai', ollama: 'kindOllama' } as const;

interface Props {
  /** The one that is changed; undefined makes a new one. */
  connection: Connection | undefined;
  /** What a new one may be. */
  kinds?: readonly ConnectionKind[];
  /** Told the key of a new one, once it is saved. */
  onMade?(key: string): void;
  onClose(): void;
}

/** Makes a connection or changes one. What was typed is not lost by a key or a click beside it. */
export function ConnectionDialog({ connection, kinds = allKinds, onMade, onClose }: Props): JSX.Element {
  const t = useTexts('connections');
  const queries = useQueryClient();
  const config = connection?.config ?? {};
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : '');
  const [key, setKey] = useState(connection?.key ?? '');
  const [kind, setKind] = useState<ConnectionKind>(connection?.kind ?? kinds[0] ?? 'http');
  const [baseUrl, setBaseUrl] = useState(text('baseUrl'));
  const [model, setModel] = useState(text('model'));
  const [prices, setPrices] = useState(() => typedPrices(config.prices));
  // What has no field here is kept as it is.
  const { baseUrl: _url, model: _model, prices: _prices, ...rest } = config;
  const [auth, setAuth] = useState(text('auth') || 'none');
  const [name, setName] = useState(text('header') || text('param') || text('username'));
  const [origins, setOrigins] = useState(Array.isArray(config.origins) ? config.origins.map(String) : []);
  const [given, setGiven] = useState<SecretValue>();
  const [changed, setChanged] = useState(false);
  const [leaving, setLeaving] = useState(false);
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
      if (!connection) onMade?.(key);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const onChange = () => {
    setChanged(true);
    // What was refused may be what is mended here.
    if (save.isError) save.reset();
  };
  const close = () => (changed && !save.isSuccess ? setLeaving(true) : onClose());
  return (
    <Modal opened onClose={close} title={connection ? t('changeKey', { key: connection.key }) : t('newConnection')}>
      <form onSubmit={onSubmit} onChange={onChange}>
        <Stack>
          {connection ? null : (
            <>
              <KeyInput
                kind="key"
                label={t('key')}
                description={t('whatFlowsCallIt')}
                value={key}
                onChange={setKey}
                data-autofocus
              />
              <NativeSelect
                label={t('kind')}
                data={kinds.map((value) => ({ value, label: t(kindTexts[value]) }))}
                value={kind}
                onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? kind)}
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
      {/* There only while it asks: it hears the very key that the dialog around it is left by. */}
      {leaving ? (
        <ConfirmDialog
          opened
          title={t('leaveWithoutSaving')}
          confirmLabel={t('discard')}
          danger
          onClose={() => setLeaving(false)}
          onConfirm={onClose}
        >
          {t('whatWasTypedIsLost')}
        </ConfirmDialog>
      ) : null}
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
