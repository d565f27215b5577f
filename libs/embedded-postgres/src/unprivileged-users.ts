import { readFileSync } from 'node:fs';
import type { Identity } from './identity.ts';

const usual = ['postgres', 'nobody', 'www-data', 'daemon'];

/** Users of this machine that may run the server when we are root: whoever has the data already, then the usual ones that exist. */
export function unprivilegedUsers({ holder }: { holder: { uid: number; gid: number } | undefined }): Identity[] {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const found = usual.flatMap((name) => users.find((user) => user.name === name && user.uid > 0) ?? []);
  if (holder === undefined || holder.uid === 0) return found;
  const known = users.find((user) => user.uid === holder.uid) ?? { name: `user ${holder.uid}`, ...holder };
  return [known, ...found.filter((user) => user.uid !== holder.uid)];
}
