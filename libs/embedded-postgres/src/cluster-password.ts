import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from './owned-files.ts';
import { newPassword } from './role-password.ts';

/** The superuser's password from its file of mode 0600, made when there is no cluster yet. Throws when the cluster is there and its password is not. */
export function clusterPassword({ file, directory }: { file: string; directory: string }): string {
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  if (existsSync(path.join(directory, 'PG_VERSION')))
    throw new Error(
      `The password of the embedded database in ${directory} is missing: put its file ${file} back. Both belong together, also in a copy.`,
    );
  const password = newPassword();
  replaceFile({ file, text: password });
  return password;
}
