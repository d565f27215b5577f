import { ActionIcon, Anchor, Button, Card, FileButton, Group, Menu, Stack, Text, TextInput } from '@mantine/core';
import type { FlowSummary } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import {
  IconDots,
  IconDownload,
  IconExternalLink,
  IconPlus,
  IconSearch,
  IconTemplate,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, lazy, useState } from 'react';
import { Link } from 'react-router';
import { notifyError } from '../api/notify.ts';
import { notifyUndo } from '../api/notify-undo.tsx';
import { client, useSession } from '../api/session.tsx';
import { EditorPage } from '../screens.ts';
import { FetchedDialog } from '../shell/fetched-dialog.tsx';
import { openShellPanel } from '../shell/shell-panel.ts';
import { TourInvitation } from '../tour/tour-invitation.tsx';
import { downloadFlow } from './download-flow.ts';
import { FlowState } from './flow-state.tsx';

const ImportDialog = lazy(() => import('./import-dialog.tsx').then((module) => ({ default: module.ImportDialog })));

/** All flows of the workspace. */
export function FlowsPage(): JSX.Element {
  const t = useTexts('flows');
  const { mayEdit } = useSession();
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const [search, setSearch] = useState('');
  const found = flows.data?.filter((flow) => fits({ flow, search })) ?? [];
  const [imported, setImported] = useState<File>();
  const actions = mayEdit ? (
    <>
      <FileButton accept="application/json,.json" onChange={(file) => file && setImported(file)}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
            {t('import')}
          </Button>
        )}
      </FileButton>
      <Button component={Link} to="/templates" variant="default" leftSection={<IconTemplate size={16} />}>
        {t('templates')}
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => openShellPanel('new-flow')}>
        {t('newFlow')}
      </Button>
    </>
  ) : null;
  return (
    <Page title={t('flows')} hint={t('eachFlowIsABot')} actions={actions}>
      <TourInvitation />
      {flows.isPending ? <ListSkeleton /> : null}
      {flows.isError ? <ErrorState error={flows.error} retry={() => void flows.refetch()} /> : null}
      {flows.data?.length === 0 ? (
        <EmptyState
          title={t('noFlowsYet')}
          hint={t('aFlowBeginsWithA')}
          action={
            mayEdit ? (
              <Group>
                <Button component={Link} to="/templates">
                  {t('beginWithATemplate')}
                </Button>
                <Button variant="default" onClick={() => openShellPanel('new-flow')}>
                  {t('newFlow')}
                </Button>
              </Group>
            ) : null
          }
        />
      ) : null}
      {(flows.data?.length ?? 0) > FEW ? (
        <TextInput
          mb="sm"
          maw={360}
          type="search"
          aria-label={t('searchFlows')}
          placeholder={t('searchFlows')}
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      {flows.data?.length && found.length === 0 ? (
        <Text c="dimmed" role="status">
          {t('nothingFits', { search })}
        </Text>
      ) : null}
      <Stack gap="sm">
        {found.map((flow) => (
          <FlowCard key={flow.key} flow={flow} mayEdit={mayEdit} />
        ))}
      </Stack>
      {imported ? (
        <FetchedDialog onClose={() => setImported(undefined)}>
          <ImportDialog file={imported} onClose={() => setImported(undefined)} />
        </FetchedDialog>
      ) : null}
    </Page>
  );
}

// Whoever is about to open a flow need not wait for the editor's code.
function preloadEditor(): void {
  void EditorPage.preload();
}

/** Up to so many flows are seen at a glance. */
const FEW = 6;

function fits({ flow, search }: { flow: FlowSummary; search: string }): boolean {
  const text = `${flow.name} ${flow.key} ${flow.description ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function FlowCard({ flow, mayEdit }: { flow: FlowSummary; mayEdit: boolean }): JSX.Element {
  const t = useTexts('flows');
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['flows'] });
  // The card is gone by then: what is called here outlives it.
  const restore = async () => {
    const body = flow.address === null ? {} : { address: flow.address };
    await client.call('restoreFlow', { params: { key: flow.key }, body });
    await refresh();
  };
  const remove = useMutation({
    mutationFn: () => client.call('deleteFlow', { params: { key: flow.key } }),
    onSuccess: async () => {
      setDeleting(false);
      notifyUndo({ message: t('nameWasDeleted', { name: flow.name }), undo: restore });
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Card withBorder padding="md">
      {/* In a narrow window what can be done stands below what it is done with. */}
      <Group justify="space-between" align="flex-start" gap="xs">
        <Stack gap={2} miw={0} flex="1 1 220px">
          <Group gap="xs">
            <Anchor
              component={Link}
              to={`/flows/${flow.key}`}
              fw={600}
              dir="auto"
              className="pb-breaks"
              onPointerEnter={preloadEditor}
              onFocus={preloadEditor}
            >
              {flow.name}
            </Anchor>
            <FlowState flow={flow} disabled={!mayEdit} />
          </Group>
          {flow.description ? (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {flow.description}
            </Text>
          ) : null}
          <Text size="xs" c="dimmed">
            {t('changedUpdatedAt', { updatedAt: formatDateTime(flow.updatedAt) })}
          </Text>
        </Stack>
        <Group gap={4} wrap="nowrap">
          {flow.online && flow.address ? (
            <Button
              component="a"
              href={`/c/${flow.address}`}
              target="_blank"
              rel="noreferrer"
              size="xs"
              variant="light"
              leftSection={<IconExternalLink size={14} />}
            >
              {t('openChat')}
            </Button>
          ) : null}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('moreForName', { name: flow.name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconDownload size={16} />}
                onClick={() => void downloadFlow(flow.key).catch(notifyError)}
              >
                {t('export')}
              </Menu.Item>
              {mayEdit ? (
                <Menu.Item
                  c="red"
                  leftSection={<IconTrash size={16} />}
                  disabled={flow.online}
                  onClick={() => setDeleting(true)}
                >
                  {t('delete')}
                </Menu.Item>
              ) : null}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <ConfirmDialog
        opened={deleting}
        title={t('deleteTheFlow')}
        confirmLabel={t('delete')}
        danger
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate()}
      >
        {t('nameAndItsVersionsWill', { name: flow.name })}
      </ConfirmDialog>
    </Card>
  );
}
