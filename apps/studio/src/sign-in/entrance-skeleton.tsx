import { Center, Paper, Skeleton, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { Loading } from '../shell/loading.tsx';
import { Logo } from '../shell/logo.tsx';

/** What stands in the place of the pages before one is signed in. */
export function EntranceSkeleton(): JSX.Element {
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" radius="lg" w="100%" maw={420}>
        <Stack>
          <Logo />
          <Loading>
            <Stack>
              <Skeleton h={28} w={160} />
              <Skeleton h={61} />
              <Skeleton h={61} />
              <Skeleton h={36} />
            </Stack>
          </Loading>
        </Stack>
      </Paper>
    </Center>
  );
}
