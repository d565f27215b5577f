import type { Outlet } from '@patchbay/node-kit';

export const next: Outlet = { id: 'next', label: 'Next', kind: 'plain' };
export const failed: Outlet = { id: 'error', label: 'Error', kind: 'error' };
