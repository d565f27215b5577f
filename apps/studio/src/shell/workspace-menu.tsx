import { Button, Menu } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconBuilding, IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useSession, WORKSPACE } from '../api/session.tsx';
import { addressIn, rememberWorkspace } from '../api/workspace-address.ts';

/** Which workspace is shown, and the others of this person; nothing where there is but one. */
export function WorkspaceMenu(): JSX.Element | null {
  const t = useTexts('shell');
  const { user } = useSession();
  const memberships = user?.memberships ?? [];
  const current = memberships.find((one) => one.workspace === WORKSPACE);
  if (!current || memberships.length < 2) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className="pb-workspace"
          leftSection={<IconBuilding size={16} />}
          rightSection={<IconChevronDown size={14} />}
          aria-label={t('workspaceIs', { name: current.workspaceName })}
        >
          {current.workspaceName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('workspaces')}</Menu.Label>
        {memberships.map((one) => (
          <Menu.Item
            key={one.workspace}
            component="a"
            // A page of its own, so that nothing that was read of one workspace is left in another. It may as well be another tab.
            href={addressIn({ workspace: one.workspace, path: '/flows' })}
            leftSection={one === current ? <IconCheck size={16} /> : <IconBuilding size={16} />}
            aria-current={one === current || undefined}
            onClick={() => rememberWorkspace(one.workspace)}
          >
            {one.workspaceName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
