import { Center, Paper, Stack, Title } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { Logo } from '../shell/logo.tsx';

/** Frame of the pages before one is signed in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }): JSX.Element {
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" radius="lg" w="100%" maw={420}>
        <Stack>
          <Logo />
          <Title order={1} size="h3">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}
