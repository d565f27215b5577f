import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { copyOfBinaries } from './copy-of-binaries.ts';
import { commandAs, type Identity } from './identity.ts';
import type { Binaries } from './platform-binaries.ts';
import { unprivilegedUsers } from './unprivileged-users.ts';

export interface ServerIdentity {
  /** Undefined: the user that this process has. */
  identity: Identity | undefined;
  binaries: Binaries;
}

/**
 * Who runs the server: this process's own user unless it is root (PostgreSQL refuses root), else an unprivileged user of this machine who can really
 * reach the data directory. Binaries that this user cannot reach are copied beside the data. Throws saying which directory to choose when nobody can.
 */
export function serverIdentity({ directory, binaries }: { directory: string; binaries: Binaries }): ServerIdentity {
  const parent = path.dirname(directory);
  const holder = existsSync(directory) ? statSync(directory) : undefined;
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { identity: undefined, binaries };
  const users = unprivilegedUsers({ holder });
  for (const identity of users) {
    const reach = reachOf({ identity, parent, binaries });
    if (reach === 'all') return { identity, binaries };
    if (reach === 'none') continue;
    const copy = copyOfBinaries({ binaries, folder: path.join(parent, 'postgres-binaries') });
    if (reachOf({ identity, parent, binaries: copy }) === 'all') return { identity, binaries: copy };
  }
  // Below a folder of mode 0700 nobody else gets through but with the capability to do just that.
  for (const user of users) {
    const identity = { ...user, passesThrough: true };
    if (reachOf({ identity, parent, binaries }) === 'all') return { identity, binaries };
  }
  const names = users.map((user) => user.name).join(', ');
  throw new Error(
    `PostgreSQL does not run as root, and ${names === '' ? 'there is no unprivileged user that' : `none of the users ${names}`} can reach ${parent}. ` +
      'Choose a directory that others may pass through with PATCHBAY_DATA_DIR, such as PATCHBAY_DATA_DIR=/var/lib/patchbay, or start Patchbay as a user of its own.',
  );
}

// Tried as that user: permissions of every folder on the way, access lists and mounts all count.
function reachOf({ identity, parent, binaries }: { identity: Identity; parent: string; binaries: Binaries }) {
  const script = 'test -x "$1" || exit 10; test -x "$2" && test -r "$3" && "$2" --version >/dev/null || exit 11';
  const catalog = path.join(binaries.root, 'share', 'postgresql', 'postgres.bki');
  const args = ['-c', script, 'sh', parent, binaries.pgCtl, catalog];
  const command = commandAs({ file: '/bin/sh', args, identity });
  const { status } = spawnSync(command.file, command.args, { ...command.owner, stdio: 'ignore', cwd: '/' });
  return status === 0 ? 'all' : status === 11 ? 'data' : 'none';
}
