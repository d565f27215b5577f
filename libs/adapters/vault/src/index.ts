export { createVault, type SealContext, type Vault } from './create-vault.ts';
export { fixedKeys, type KeySource } from './key-source.ts';
export { addMasterKey, forgetOldMasterKeys, loadMasterKeys } from './master-key.ts';
