import { useTexts } from '@patchbay/texts';
import { type JSX, lazy, useEffect, useMemo } from 'react';
import type { Command } from '../commands/command.ts';
import { useCommandKeys } from '../commands/use-command-keys.ts';
import { useFocusBack } from '../editor/use-focus-back.ts';
import { FetchedDialog } from './fetched-dialog.tsx';
import { openShellPanel, type ShellPanel, useShellPanel } from './shell-panel.ts';

// What they know of documents and of long lists, screens do without.
const ShellPalette = lazy(() => import('./shell-palette.tsx').then((module) => ({ default: module.ShellPalette })));
const ShellShortcuts = lazy(() =>
  import('./shell-shortcuts.tsx').then((module) => ({ default: module.ShellShortcuts })),
);
const NewFlowDialog = lazy(() =>
  import('../flows/new-flow-dialog.tsx').then((module) => ({ default: module.NewFlowDialog })),
);
const SignOutDialog = lazy(() => import('./sign-out-dialog.tsx').then((module) => ({ default: module.SignOutDialog })));

/** The command palette, the sheet of shortcuts, what the palette opens and what signing out asks, on every screen but the editor; and their keys. */
export function ShellPanels(): JSX.Element | null {
  const panel = useShellPanel();
  const keys = useShellKeys();
  useCommandKeys({ commands: keys, readOnly: false });
  useEffect(() => close, []);
  if (panel === undefined) return null;
  return (
    <FetchedDialog key={panel} onClose={close}>
      <Opened panel={panel} keys={keys} />
    </FetchedDialog>
  );
}

function Opened({ panel, keys }: { panel: ShellPanel; keys: readonly Command[] }): JSX.Element {
  useFocusBack();
  switch (panel) {
    case 'palette':
      return <ShellPalette keys={keys} onClose={close} />;
    case 'shortcuts':
      return <ShellShortcuts keys={keys} onClose={close} />;
    case 'new-flow':
      return <NewFlowDialog onClose={close} />;
    case 'sign-out':
      return <SignOutDialog onClose={close} />;
    default:
      return panel satisfies never;
  }
}

/** What every screen has a key for. */
function useShellKeys(): readonly Command[] {
  const t = useTexts('commands');
  return useMemo(
    (): Command[] => [
      {
        id: 'palette',
        label: t('allCommands'),
        group: 'Help',
        keys: ['mod+k'],
        hidden: true,
        run: () => openShellPanel('palette'),
      },
      {
        id: 'shortcuts',
        label: t('keyboardShortcuts'),
        group: 'Help',
        keys: ['?'],
        run: () => openShellPanel('shortcuts'),
      },
    ],
    [t],
  );
}

function close(): void {
  openShellPanel(undefined);
}
