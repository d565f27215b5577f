export { createVault, type SealContext, type Vault } from './create-vault.ts';
export { fixedKeys, type KeySource } from './key-source.ts';
export { addMasterKey, forgetOldMasterKeys, loadMasterKeys } from './master-key.ts';
export { type CredentialStore, isSecretName, type SecretReference } from './stores/credential-store.ts';
export { createEnvironmentStore } from './stores/environment-store.ts';
export { createFileStore } from './stores/file-store.ts';
export { createVaultStore, type VaultStoreSettings } from './stores/hashicorp/create-vault-store.ts';
