import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { slugify, starterDocument } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Asks for the name and key of a new flow, makes it, and opens it. */
export function NewFlowDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('flows');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [key, setKey] = useState<string>();
  const shownKey = key ?? (name ? slugify(name) : '');
  const create = useMutation({
    mutationFn: () => client.call('createFlow', { body: starterDocument({ key: shownKey, name: name.trim() }) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['flows'] });
      await navigate(`/flows/${shownKey}`);
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
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
          <TextInput
            label={t('key')}
            description={t('itsNameInAddressesAnd')}
            required
            pattern="[a-z0-9\-]{1,64}"
            value={shownKey}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={create.isError ? errorText(create.error) : undefined}
          />
          <Button type="submit" loading={create.isPending} disabled={!name.trim()}>
            {t('create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
