import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Files that belong to a cluster stand beside its directory, for what is inside belongs to the server. */
export function clusterPlace(given: string) {
  const directory = canonical(path.resolve(given));
  return {
    directory,
    lock: `${directory}.owner`,
    password: `${directory}.password`,
    port: `${directory}.port`,
    prepared: `${directory}.prepared`,
  };
}

/** Makes the folder that a data directory is to stand in. Others may pass through what is made, and see nothing: as root, the server runs as another user. */
export function makeParent(given: string): void {
  const parent = path.dirname(path.resolve(given));
  const first = mkdirSync(parent, { recursive: true, mode: 0o711 });
  if (first === undefined || process.platform === 'win32') return;
  // Whatever mask the process has.
  for (let place = parent; place.length >= first.length; place = path.dirname(place)) chmodSync(place, 0o711);
}

// One name for one directory, whatever links lead to it: locks go by names.
function canonical(directory: string): string {
  if (existsSync(directory)) return realpathSync(directory);
  const parent = path.dirname(directory);
  return existsSync(parent) ? path.join(realpathSync(parent), path.basename(directory)) : directory;
}
