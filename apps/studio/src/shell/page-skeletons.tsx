import { Card, Group, Skeleton, Stack } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import type { JSX, ReactNode } from 'react';
import { Loading, Shapes } from './loading.tsx';

// What stands in the place of a screen of the frame until its code is there: its title, and below it the shapes of what comes.

export function FlowsSkeleton(): JSX.Element {
  return <ListSkeletonOf screen="flows" height={84} actions={3} />;
}

export function ConversationsSkeleton(): JSX.Element {
  return <ListSkeletonOf screen="conversations" height={62} actions={1} />;
}

export function ConnectionsSkeleton(): JSX.Element {
  return <ListSkeletonOf screen="connections" height={84} actions={1} />;
}

interface Props {
  screen: 'flows' | 'conversations' | 'connections' | 'settings' | 'templates';
  actions?: number;
  children: ReactNode;
}

function ListSkeletonOf({ height, ...page }: Omit<Props, 'children'> & { height: number }): JSX.Element {
  return (
    <PageSkeleton {...page}>
      <Stack gap="sm">
        <Shapes count={4} h={height} />
      </Stack>
    </PageSkeleton>
  );
}

function PageSkeleton({ screen, actions = 0, children }: Props): JSX.Element {
  const t = useTexts('shell');
  return (
    <Page
      title={t(screen)}
      hint={screen === 'settings' ? undefined : <Skeleton component="span" display="block" h={14} my={3} w={320} />}
      actions={actions > 0 ? <Shapes count={actions} h={36} w={120} /> : null}
    >
      <Loading>{children}</Loading>
    </Page>
  );
}

export function SettingsSkeleton(): JSX.Element {
  return (
    <PageSkeleton screen="settings">
      <Group gap="lg" wrap="nowrap" h={36} px="md" mb="md" className="pb-tabs-skeleton">
        <Shapes count={5} h={16} w={80} />
      </Group>
      <Stack gap="sm">
        <Shapes count={4} h={56} />
      </Stack>
    </PageSkeleton>
  );
}

export function TemplatesSkeleton(): JSX.Element {
  return (
    <PageSkeleton screen="templates" actions={1}>
      <Skeleton h={18} w={180} my={4} mb="sm" />
      <div className="pb-templates-skeleton">
        {[0, 1, 2, 3, 4, 5].map((card) => (
          <Card key={card} withBorder padding="md">
            <Stack gap="xs">
              <Skeleton h={120} />
              <Skeleton h={16} w="60%" />
              <Skeleton h={60} />
              <Skeleton h={36} />
            </Stack>
          </Card>
        ))}
      </div>
    </PageSkeleton>
  );
}

export function MentionsSkeleton(): JSX.Element {
  const t = useTexts('shell');
  return (
    <Page title={t('mentions')}>
      <Loading>
        <Stack>
          <Shapes count={3} h={64} />
        </Stack>
      </Loading>
    </Page>
  );
}
