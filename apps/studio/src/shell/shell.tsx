import {
  ActionIcon,
  AppShell,
  Badge,
  Burger,
  Group,
  Menu,
  NavLink,
  Text,
  Tooltip,
  VisuallyHidden,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconMoon, IconSettings, IconSun, IconUser } from '@tabler/icons-react';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { NavLink as RouterLink, Outlet, useLocation, useNavigate } from 'react-router';
import { useSession } from '../api/session.tsx';
import { preloadScreen } from '../screens.ts';
import { useMentions } from '../together/comments/use-mentions.ts';
import { frame } from './frame.ts';
import { HelpMenu } from './help-menu.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { Logo } from './logo.tsx';
import { PaletteButton } from './palette-button.tsx';
import { placesFor } from './places.ts';
import { openShellPanel } from './shell-panel.ts';
import { signOut } from './sign-out.ts';
import { WorkspaceMenu } from './workspace-menu.tsx';

/** The frame of every screen but the editor. */
export function Shell(): JSX.Element {
  const t = useTexts('shell');
  const [opened, { toggle, close }] = useDisclosure();
  const { role } = useSession();
  const location = useLocation();
  return (
    <AppShell {...frame({ opened })}>
      <a href="#content" className="pb-skip">
        {t('skipToContent')}
      </a>
      {/* Above the list of places, which its menus reach over. */}
      <AppShell.Header zIndex={102}>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('menu')} />
            <Logo />
            <WorkspaceMenu />
          </Group>
          <Group gap={4} wrap="nowrap">
            <PaletteButton />
            <HelpMenu />
            <LanguageMenu />
            <ColorSchemeSwitch />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        {placesFor(role).map(({ to, label, icon: Icon }) => (
          <NavLink
            key={to}
            component={RouterLink}
            to={to}
            data-tour={label}
            label={t(label)}
            leftSection={<Icon size={18} />}
            rightSection={to === '/mentions' ? <UnreadMentions /> : undefined}
            active={location.pathname.startsWith(to)}
            onClick={close}
            onPointerEnter={() => void preloadScreen(to)}
            onFocus={() => void preloadScreen(to)}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

// How many one has not read, so that nobody has to look.
function UnreadMentions(): JSX.Element | null {
  const t = useTexts('shell');
  const unread = useMentions().data?.unread ?? 0;
  if (unread === 0) return null;
  return (
    <>
      <Badge size="sm" circle={unread < 10} aria-hidden>
        {unread}
      </Badge>
      <VisuallyHidden>{t('mentionsUnread', { count: unread })}</VisuallyHidden>
    </>
  );
}

export function ColorSchemeSwitch(): JSX.Element {
  const t = useTexts('shell');
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Tooltip label={dark ? t('lightColours') : t('darkColours')}>
      <ActionIcon
        size="lg"
        className="pb-roomy"
        aria-label={dark ? t('lightColours') : t('darkColours')}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}

function AccountMenu(): JSX.Element {
  const t = useTexts('shell');
  const { user } = useSession();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('accountMenu')}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600}>
            {user?.name}
          </Text>
          <Text size="xs">{user?.email}</Text>
        </Menu.Label>
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => void navigate('/settings/account')}>
          {t('password')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => signOut({ userId: user?.id ?? '', ask: () => openShellPanel('sign-out') })}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
