import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useNavigate } from 'react-router';
import type { Command } from '../commands/command.ts';
import { CommandPalette } from '../commands/command-palette.tsx';
import { useFlowItems } from './use-flow-items.tsx';
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
  return (
    <CommandPalette
      label={t('commandsAndFlows')}
      commands={[...commands, ...keys]}
      others={useFlowItems()}
      onOther={(key) => void navigate(`/flows/${key}`)}
      onClose={onClose}
    />
  );
}
