import { AppShell, Group, Stack } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { Loading, Shapes } from './loading.tsx';
import { Logo } from './logo.tsx';
import { frame } from './frame.ts';

/** The frame of the studio before it is known who is here. */
export function FrameSkeleton({ children }: { children: ReactNode }): JSX.Element {
  return (
    <AppShell {...frame({ opened: false })}>
      <AppShell.Header>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} justify="space-between" wrap="nowrap">
          <Logo />
          <Group gap={4} wrap="nowrap" aria-hidden="true">
            <Shapes count={4} h={34} w={34} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Loading>
          <Stack gap={9}>
            <Shapes count={5} h={30} />
          </Stack>
        </Loading>
      </AppShell.Navbar>
      <AppShell.Main>{children}</AppShell.Main>
    </AppShell>
  );
}
