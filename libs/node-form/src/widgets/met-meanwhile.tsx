import { Button, Group, Text } from '@mantine/core';
import type { JSX } from 'react';

/** Says at a field that what it is about was changed by someone else while one wrote, and lets one take that instead. */
export function MetMeanwhile({ said, take, onTake }: { said: string; take: string; onTake(): void }): JSX.Element {
  return (
    <Group gap={6} mt={4} role="status" className="pb-met">
      <Text size="xs" flex={1} miw={120}>
        {said}
      </Text>
      <Button size="compact-xs" variant="light" onMouseDown={(event) => event.preventDefault()} onClick={onTake}>
        {take}
      </Button>
    </Group>
  );
}
