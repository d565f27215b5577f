import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { NodeError } from '@patchbay/node-kit';
import { type CredentialStore, isSecretName, MOST_SECRET_BYTES } from './credential-store.ts';
import { missingSecret, refusedSecret, unavailableStore } from './store-failure.ts';

/** Files `<directory>/<workspace>/<name>`, as orchestrators mount secrets. Read at each use; the last line break does not count. */
export function createFileStore({ directory }: { directory: string }): CredentialStore {
  return {
    async read({ workspace, reference: { name } }) {
      // Neither of them can name a place above its own.
      if (!isSecretName(name) || !isSecretName(workspace)) throw missingSecret('That is no name of a secret.');
      const file = path.join(directory, workspace, name);
      try {
        const { size } = await stat(file);
        if (size > MOST_SECRET_BYTES) throw missingSecret(`The file "${workspace}/${name}" is too large.`);
        const text = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
        if (text === '') throw missingSecret(`The file "${workspace}/${name}" is empty.`);
        return text;
      } catch (error) {
        throw failureOf({ error, shown: `${workspace}/${name}` });
      }
    },
  };
}

function failureOf({ error, shown }: { error: unknown; shown: string }): unknown {
  if (error instanceof NodeError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR')
    return missingSecret(`There is no file "${shown}" in the directory of secrets.`);
  if (code === 'EACCES' || code === 'EPERM') return refusedSecret(`The file "${shown}" may not be read.`);
  return unavailableStore(`The file "${shown}" could not be read.`);
}
