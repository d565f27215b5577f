import { useTexts } from '@patchbay/texts';
import { IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useNavigate } from 'react-router';
import { client } from '../api/session.tsx';
import type { Command } from '../commands/command.ts';
import { CommandPalette } from '../commands/command-palette.tsx';
import { useShellCommands } from './use-shell-commands.ts';

interface Props {
  keys: readonly Command[];
  onClose(): void;
}

/** Where one can go from any screen, each flow by its name, and what can be done there. */
export function ShellPalette({ keys, onClose }: Props): JSX.Element {
  const t = useTexts('shell');
  const navigate = useNavigate();
  const commands = useShellCommands();
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  return (
    <CommandPalette
      label={t('commandsAndFlows')}
      commands={[...commands, ...keys]}
      others={(flows.data ?? []).map(({ key, name, description }) => ({
        key,
        label: name,
        detail: description ?? undefined,
        words: key,
        group: t('flows'),
        icon: <IconSitemap size={16} aria-hidden="true" />,
      }))}
      onOther={(key) => void navigate(`/flows/${key}`)}
      onClose={onClose}
    />
  );
}
