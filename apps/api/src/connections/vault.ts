import type { createVault } from '@patchbay/vault';

/** Seals and opens credentials; bound to workspace, row and field. */
export type Vault = ReturnType<typeof createVault>;
export const VAULT = Symbol('vault');
