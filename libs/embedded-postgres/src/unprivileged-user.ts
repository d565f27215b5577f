import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Binaries, binariesIn } from './platform-binaries.ts';
import { commandAs, type Identity } from './run-program.ts';

const candidates = ['postgres', 'nobody', 'www-data', 'daemon'];

/**
 * Who runs the server: nobody special when this process is not root (PostgreSQL refuses root), else an unprivileged user of this machine who can really
 * reach the data directory. Binaries that this user cannot reach are copied beside the data. Throws saying which directory to choose when no user can reach the data.
 */
export function serverIdentity({ parent, binaries }: { parent: string; binaries: Binaries }): {
  identity: Identity | undefined;
  binaries: Binaries;
} {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { identity: undefined, binaries };
  const users = unprivilegedUsers();
  for (const identity of users) {
    if (!canReach({ identity, place: parent })) continue;
    if (reachesBinaries({ identity, binaries })) return { identity, binaries };
    return { identity, binaries: copied({ binaries, to: path.join(parent, 'postgres-binaries') }) };
  }
  // Below a folder of mode 0700 nobody else gets through but with the capability to do just that.
  for (const user of users) {
    const identity = { ...user, passesThrough: true };
    if (canReach({ identity, place: parent }) && reachesBinaries({ identity, binaries })) return { identity, binaries };
  }
  throw new Error(
    `PostgreSQL does not run as root, and none of the users ${users.map((user) => user.name).join(', ') || candidates.join(', ')} can reach ${parent}. ` +
      'Choose a directory that others may pass through with PATCHBAY_DATA_DIR, such as /var/lib/patchbay, or start Patchbay as a user of its own.',
  );
}

function unprivilegedUsers(): Identity[] {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return candidates.flatMap((name) => users.find((user) => user.name === name && user.uid > 0) ?? []);
}

function reachesBinaries({ identity, binaries }: { identity: Identity; binaries: Binaries }): boolean {
  return (
    canReach({ identity, place: binaries.pgCtl }) && canReach({ identity, place: path.join(binaries.root, 'lib') })
  );
}

// Tried as that user: permissions of every folder on the way, access lists and mounts all count.
function canReach({ identity, place }: { identity: Identity; place: string }): boolean {
  const command = commandAs({ file: '/bin/sh', args: ['-c', 'test -x "$1"', 'sh', place], identity });
  const result = spawnSync(command.file, command.args, { ...command.owner, stdio: 'ignore', cwd: '/' });
  return result.status === 0;
}

function copied({ binaries, to }: { binaries: Binaries; to: string }): Binaries {
  if (!existsSync(path.join(to, '.complete'))) {
    rmSync(to, { recursive: true, force: true });
    cpSync(binaries.root, to, { recursive: true, verbatimSymlinks: true, mode: 0 });
    spawnSync('chmod', ['-R', 'a+rX', to]);
    chmodSync(to, 0o755);
    cpSync(binaries.pgCtl, path.join(to, '.complete'));
  }
  return binariesIn(to);
}
