import { List, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { ConfirmDialog } from '@patchbay/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client, useSession, WORKSPACE } from '../api/session.tsx';
import { unsavedInBrowser } from '../together/unsaved-in-browser.ts';
import { endSession } from './sign-out.ts';

/** Asks who signs out while changes of theirs are not saved, and says of which flows. */
export function SignOutDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('shell');
  const { user } = useSession();
  const [unsaved] = useState(() => unsavedInBrowser(user?.id ?? ''));
  const flows = useQuery({
    queryKey: ['flows'],
    queryFn: async () => (await client.call('listFlows')).data.flows,
    retry: false,
  });
  const leave = useMutation({ mutationFn: endSession, onError: notifyError });
  const nameOf = (flowKey: string) => flows.data?.find(({ key }) => key === flowKey)?.name ?? flowKey;
  return (
    <ConfirmDialog
      opened
      title={t('notAllIsSaved')}
      confirmLabel={t('signOut')}
      danger
      busy={leave.isPending}
      onClose={onClose}
      onConfirm={() => leave.mutate()}
    >
      <List size="sm" mb="sm">
        {unsaved.map(({ workspace, flowKey, count }) => (
          <List.Item key={`${workspace} ${flowKey}`}>
            {t('unsavedChanges', { count, name: workspace === WORKSPACE ? nameOf(flowKey) : flowKey })}
          </List.Item>
        ))}
      </List>
      <Text size="sm">{t('keptForYouHere')}</Text>
    </ConfirmDialog>
  );
}
