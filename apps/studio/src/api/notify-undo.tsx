import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { textsOf } from '@patchbay/texts';
import { notifyError } from './notify.ts';

/** Tells what was done, with a button that takes it back for as long as the toast is there. */
export function notifyUndo({ message, undo }: { message: string; undo(): Promise<unknown> }): void {
  const id = notifications.show({
    color: 'gray',
    autoClose: 12_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" className="pb-breaks">
          {message}
        </Text>
        <Button
          size="compact-xs"
          variant="light"
          className="pb-still"
          onClick={() => {
            notifications.hide(id);
            undo().catch((error: unknown) => notifyError(error));
          }}
        >
          {textsOf('ui')('undo')}
        </Button>
      </Group>
    ),
  });
}
