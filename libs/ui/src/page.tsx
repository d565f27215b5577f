import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { JSX, ReactNode } from 'react';

interface Props {
  title: string;
  /** The part of the screen that is shown, where it has several. */
  part?: string;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen of the studio other than the editor: title, what it is for, its actions. */
export function Page({ title, part, hint, actions, children }: Props): JSX.Element {
  useDocumentTitle(`${part ? `${part} – ` : ''}${title} – Patchbay`);
  return (
    <Box maw={1080} mx="auto" px="lg" py="xl">
      <Group justify="space-between" align="flex-start" mb="lg" gap="md">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {hint ? (
            <Text c="dimmed" size="sm" mt={4} maw={640}>
              {hint}
            </Text>
          ) : null}
        </div>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {children}
    </Box>
  );
}
