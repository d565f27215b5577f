export { createVault, type SealContext, type Vault } from './create-vault.ts';
export { loadOrCreateMasterKey } from './master-key.ts';
