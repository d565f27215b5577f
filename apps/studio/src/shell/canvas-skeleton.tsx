import { ActionIcon, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconArrowLeft } from '@tabler/icons-react';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';
import { Loading, Shapes } from './loading.tsx';

export function EditorSkeleton(): JSX.Element {
  const t = useTexts('editor');
  const { mayEdit } = useSession();
  return <CanvasSkeleton label={t('loadingTheFlow')} back={{ to: '/flows', label: t('allFlows') }} palette={mayEdit} />;
}

/** A past conversation, or its replay. */
export function PastSkeleton(): JSX.Element {
  const t = useTexts('conversations');
  return (
    <CanvasSkeleton
      label={t('loadingTheConversation')}
      back={{ to: '/conversations', label: t('back') }}
      palette={false}
    />
  );
}

interface Props {
  label: string;
  back: { to: string; label: string };
  palette: boolean;
}

/** What stands in the place of a flow on its canvas, as wide and as high as what comes. */
function CanvasSkeleton({ label, back, palette }: Props): JSX.Element {
  return (
    <main className="pb-editor">
      <VisuallyHidden component="h1">{label}</VisuallyHidden>
      <div className="pb-toolbar">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <ActionIcon component={Link} to={back.to} aria-label={back.label} size="lg">
            <IconArrowLeft size={18} />
          </ActionIcon>
          <Skeleton h={16} w={180} />
        </Group>
        <Group gap={6} wrap="nowrap" aria-hidden="true">
          <Shapes count={3} h={34} w={34} />
          <Shapes count={3} h={34} w={34} className="pb-wide" />
          <Shapes count={1} h={36} w={110} className="pb-wide" />
          <Shapes count={1} h={36} w={{ base: 44, sm: 116 }} />
        </Group>
      </div>
      <div className="pb-editor-body">
        <Loading>
          {palette ? <PaletteSkeleton /> : null}
          <div className="pb-canvas">
            <div className="pb-cards-skeleton">
              {[106, 130, 82].map((height) => (
                <div key={height} style={{ height }}>
                  <Group gap={8} wrap="nowrap">
                    <Skeleton h={26} w={26} style={{ flex: 'none' }} />
                    <Skeleton h={14} w="60%" />
                  </Group>
                </div>
              ))}
            </div>
          </div>
          <div className="pb-side">
            <Group gap="xl" h={40} px="md" wrap="nowrap" className="pb-tabs-skeleton">
              <Shapes count={3} h={14} w={64} />
            </Group>
            <Stack p="md">
              {[0, 1, 2].map((field) => (
                <Stack key={field} gap={6}>
                  <Skeleton h={14} w={120} />
                  <Skeleton h={36} />
                </Stack>
              ))}
            </Stack>
          </div>
        </Loading>
      </div>
    </main>
  );
}

function PaletteSkeleton(): JSX.Element {
  // As the editor begins: where there is little room its list of nodes is folded away.
  const closed = window.matchMedia('(max-width: 900px)').matches;
  return (
    <div className="pb-palette" data-closed={closed || undefined}>
      <Group justify={closed ? 'center' : 'flex-end'} p={4}>
        <Skeleton h={28} w={28} />
      </Group>
      {closed ? null : (
        <Stack gap={10} px="xs" pt={10}>
          <Skeleton h={30} />
          {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((node) => (
            <Group key={node} gap={8} px={6} wrap="nowrap">
              <Skeleton h={24} w={24} style={{ flex: 'none' }} />
              <Skeleton h={14} />
            </Group>
          ))}
        </Stack>
      )}
    </div>
  );
}
