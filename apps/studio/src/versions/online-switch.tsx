import { Button, Group, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { FlowSummary } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

interface Props {
  flow: Pick<FlowSummary, 'key' | 'name' | 'online' | 'publishedVersion'>;
  disabled: boolean;
}

/** Takes a published bot offline with one click, and back online with another; the toast that follows takes it back, or ends what is open. */
export function OnlineSwitch({ flow, disabled }: Props): JSX.Element {
  const t = useTexts('versions');
  const queries = useQueryClient();
  const params = { key: flow.key };
  const refresh = () => queries.invalidateQueries({ queryKey: ['flows'] });
  const resume = useMutation({
    mutationFn: () => client.call('resumeFlow', { params }),
    onSuccess: async ({ data }) => {
      notifyDone(t('theBotIsOnlineWith', { version: data.version }));
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const close = useMutation({
    mutationFn: () => client.call('unpublishFlow', { params, body: { openConversations: 'close' } }),
    onSuccess: () => notifyDone(t('openConversationsHaveEnded')),
    onError: (error) => notifyError(error),
  });
  const unpublish = useMutation({
    mutationFn: () => client.call('unpublishFlow', { params, body: { openConversations: 'finish' } }),
    onSuccess: async () => {
      const id = `offline ${flow.key}`;
      const then = (act: () => void) => () => {
        notifications.hide(id);
        act();
      };
      notifications.show({
        id,
        color: 'gray',
        title: t('theBotIsOffline'),
        autoClose: 12_000,
        message: (
          <>
            <Text size="sm">{t('conversationsThatAreOpenMay')}</Text>
            <Group gap="xs" mt={6}>
              <Button size="compact-xs" variant="light" onClick={then(() => resume.mutate())}>
                {t('undo')}
              </Button>
              <Button size="compact-xs" variant="light" color="red" onClick={then(() => close.mutate())}>
                {t('endThemNow')}
              </Button>
            </Group>
          </>
        ),
      });
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const label = flow.online ? t('onlineVersion', { version: flow.publishedVersion ?? '' }) : t('offline');
  return (
    <Switch
      size="sm"
      color="teal"
      checked={flow.online}
      disabled={disabled || unpublish.isPending || resume.isPending}
      aria-label={t('nameIsOnline', { name: flow.name })}
      label={label}
      title={flow.online ? t('takeTheBotOffline') : t('bringTheBotOnline')}
      onChange={(event) => (event.currentTarget.checked ? resume.mutate() : unpublish.mutate())}
    />
  );
}
