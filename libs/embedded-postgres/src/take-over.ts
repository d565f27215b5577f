import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Cluster } from './cluster.ts';

/** Gives a data directory to the user that its server runs as, when somebody else has it: copied by root, or begun on a machine with other users. Root only. */
export function takeOver({ directory, identity }: Cluster): void {
  if (!identity || statSync(directory).uid === identity.uid) return;
  const owner = `${identity.uid}:${identity.gid}`;
  const { status, stderr } = spawnSync('chown', ['-R', '-P', owner, directory], { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`The data directory ${directory} could not be given to ${identity.name}: ${stderr}`);
}
