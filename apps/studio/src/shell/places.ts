import { IconAt, IconMessages, IconPlugConnected, IconSettings, IconSitemap } from '@tabler/icons-react';

/** Where the shell leads to, and the roles that it is open to. */
const places = [
  { to: '/flows', label: 'flows', icon: IconSitemap, roles: ['admin', 'editor', 'agent', 'viewer'] },
  { to: '/conversations', label: 'conversations', icon: IconMessages, roles: ['admin', 'editor', 'agent'] },
  { to: '/mentions', label: 'mentions', icon: IconAt, roles: ['admin', 'editor', 'agent', 'viewer'] },
  { to: '/connections', label: 'connections', icon: IconPlugConnected, roles: ['admin', 'editor'] },
  { to: '/settings', label: 'settings', icon: IconSettings, roles: ['admin', 'editor', 'agent', 'viewer'] },
] as const;

export function placesFor(role: string) {
  return places.filter((place) => place.roles.some((one) => one === role));
}

export function rolesOf(to: (typeof places)[number]['to']): readonly string[] {
  return places.find((place) => place.to === to)?.roles ?? [];
}
