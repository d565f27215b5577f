import { useTexts } from '@patchbay/texts';
import { IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client } from '../api/session.tsx';
import type { PickItem } from '../palette/pick-list.tsx';

/** All flows of the workspace as items of a list, by their keys: asked for by who shows them, and none before. */
export function useFlowItems(): PickItem[] {
  const t = useTexts('shell');
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  return (flows.data ?? []).map(({ key, name, description }) => ({
    key,
    label: name,
    detail: description ?? undefined,
    words: key,
    group: t('flows'),
    icon: <IconSitemap size={16} aria-hidden="true" />,
  }));
}
