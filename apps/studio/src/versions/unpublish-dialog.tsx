import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Takes a bot offline at once. */
export function UnpublishDialog({ flowKey, onClose }: { flowKey: string; onClose(): void }): JSX.Element {
  const queries = useQueryClient();
  const [open, setOpen] = useState<'finish' | 'close'>('finish');
  const unpublish = useMutation({
    mutationFn: () => client.call('unpublishFlow', { params: { key: flowKey }, body: { openConversations: open } }),
    onSuccess: async () => {
      notifyDone('The bot is offline.');
      await queries.invalidateQueries({ queryKey: ['flows'] });
      onClose();
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Modal opened onClose={onClose} title="Take the bot offline?">
      <Stack>
        <Text size="sm">Nobody can begin a new conversation until it is published again.</Text>
        <Radio.Group
          label="Conversations that are open"
          value={open}
          onChange={(value) => setOpen(value === 'close' ? 'close' : 'finish')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="finish" label="May be finished" />
            <Radio value="close" label="End now" />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button color="red" loading={unpublish.isPending} onClick={() => unpublish.mutate()} data-autofocus>
            Take offline
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
