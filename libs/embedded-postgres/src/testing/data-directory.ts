import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readPostmaster } from '../postmaster-file.ts';
import { isAlive } from '../process-identity.ts';
import { killOwners } from './owner-process.ts';

/** A place for a data directory that removes itself with whatever still runs on it. */
export function dataDirectory() {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'patchbay-embedded-')));
  chmodSync(parent, 0o711);
  const directory = path.join(parent, 'postgres');
  return {
    parent,
    directory,
    async remove(inside = directory): Promise<void> {
      killOwners();
      const left = readPostmaster(inside);
      if (left && isAlive(left.pid)) {
        process.kill(left.pid, 'SIGQUIT');
        await untilDead(left.pid);
      }
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function untilDead(pid: number): Promise<void> {
  await until(() => !isAlive(pid));
}

/** Waits until something holds; throws after 60 s. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > 60_000) throw new Error('It did not happen within 60 s.');
    await sleep(20);
  }
}
