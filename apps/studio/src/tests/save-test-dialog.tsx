import { Alert, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyDone } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { DialogEnd } from '../shell/dialog-end.tsx';

interface Props {
  from: { preview: string } | { conversation: string };
  flowKey: string;
  onClose(): void;
}

/** Keeps a conversation as a test case: what the user did, what was answered, which way it went, and what other systems gave. */
export function SaveTestDialog({ from, flowKey, onClose }: Props): JSX.Element {
  const t = useTexts('tests');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => client.call('createTest', { params: { key: flowKey }, body: { name, from } }),
    onSuccess: async ({ data: { cut } }) => {
      await queries.invalidateQueries({ queryKey: ['tests', flowKey] });
      // What they have to know stays until they have read it.
      if (cut) return;
      notifyDone(t('saved', { name }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const cut = save.data?.data.cut;
  if (cut)
    return (
      <Modal opened onClose={onClose} title={t('saveAsTest')}>
        <Alert color="yellow">{t('savedInPart', { name, names: cut.join(', ') })}</Alert>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={t('saveAsTest')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('saveExplained')}
          </Text>
          {'conversation' in from ? (
            <Alert color="yellow" role="note">
              {t('holdsWhatUsersTyped')}
            </Alert>
          ) : null}
          <TextInput
            label={t('name')}
            placeholder={t('namePlaceholder')}
            data-autofocus
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <DialogEnd work={save} action={t('save')} disabled={name.trim() === ''} />
        </Stack>
      </form>
    </Modal>
  );
}
