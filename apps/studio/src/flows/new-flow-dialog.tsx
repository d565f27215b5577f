import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { slugify, starterDocument } from '@patchbay/flow-spec';
import { language, useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { KeyInput } from '../shell/key-input.tsx';

/** Asks for the name and key of a new flow, makes it, and opens it. */
export function NewFlowDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('flows');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [key, setKey] = useState<string>();
  const shownKey = key ?? (name ? slugify(name) : '');
  const create = useMutation({
    mutationFn: (made: { key: string; name: string }) =>
      client.call('createFlow', { body: starterDocument({ ...made, language: language() }) }),
    onSuccess: async (_, made) => {
      await queries.invalidateQueries({ queryKey: ['flows'] });
      await navigate(`/flows/${made.key}`);
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ key: shownKey, name: name.trim() });
  };
  return (
    <Modal opened onClose={onClose} title={t('newFlow')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={t('name')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder={t('itHelpdesk')}
          />
          <KeyInput
            kind="key"
            label={t('key')}
            description={t('itsNameInAddressesAnd')}
            value={shownKey}
            onChange={setKey}
            error={create.isError && create.variables.key === shownKey ? errorText(create.error) : undefined}
          />
          <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
            {t('create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
