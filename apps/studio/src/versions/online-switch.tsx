import { Button, Group, Switch, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { FlowSummary } from '@patchbay/api-contract';
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
  const queries = useQueryClient();
  const params = { key: flow.key };
  const refresh = () => queries.invalidateQueries({ queryKey: ['flows'] });
  const resume = useMutation({
    mutationFn: () => client.call('resumeFlow', { params }),
    onSuccess: async ({ data }) => {
      notifyDone(`The bot is online with version ${data.version}.`);
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const close = useMutation({
    mutationFn: () => client.call('unpublishFlow', { params, body: { openConversations: 'close' } }),
    onSuccess: () => notifyDone('Open conversations have ended.'),
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
        title: 'The bot is offline.',
        autoClose: 12_000,
        message: (
          <>
            <Text size="sm">Conversations that are open may be finished.</Text>
            <Group gap="xs" mt={6}>
              <Button size="compact-xs" variant="light" onClick={then(() => resume.mutate())}>
                Undo
              </Button>
              <Button size="compact-xs" variant="light" color="red" onClick={then(() => close.mutate())}>
                End them now
              </Button>
            </Group>
          </>
        ),
      });
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const label = flow.online ? `Online · v${flow.publishedVersion}` : 'Offline';
  return (
    <Switch
      size="sm"
      color="teal"
      checked={flow.online}
      disabled={disabled || unpublish.isPending || resume.isPending}
      aria-label={`${flow.name} is online`}
      label={label}
      title={flow.online ? 'Take the bot offline' : 'Bring the bot online'}
      onChange={(event) => (event.currentTarget.checked ? resume.mutate() : unpublish.mutate())}
    />
  );
}
