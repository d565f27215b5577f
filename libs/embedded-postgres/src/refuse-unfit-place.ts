import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** Throws with advice when a data directory is nothing for this process: foreign, in a folder that it cannot write to, or of a name that pg_ctl cannot quote. */
export function refuseUnfitPlace(directory: string): void {
  if (process.platform === 'win32') return;
  // pg_ctl puts paths into a command of the shell, between double quotes.
  if (/["$`\\\n]/.test(directory))
    throw new Error(
      `PostgreSQL cannot work in ${directory}: choose a path without quotes, dollars and backslashes with PATCHBAY_DATA_DIR.`,
    );
  const user = process.getuid?.();
  if (user === 0) return;
  const advice = 'Start Patchbay as that user or as root, or choose a directory of your own with PATCHBAY_DATA_DIR.';
  const holder = existsSync(directory) ? statSync(directory).uid : user;
  if (holder !== user)
    throw new Error(`The embedded database in ${directory} belongs to another user (${holder}). ${advice}`);
  const parent = path.dirname(directory);
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`${parent} belongs to another user and cannot be written to. ${advice}`);
  }
}
