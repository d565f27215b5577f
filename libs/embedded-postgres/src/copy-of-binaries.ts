import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Binaries, binariesIn } from './platform-binaries.ts';

/** A copy of the binaries that everybody may run, for when the user of the server cannot reach those of npm. Made once for each version. */
export function copyOfBinaries({ binaries, folder }: { binaries: Binaries; folder: string }): Binaries {
  const marker = path.join(folder, '.copied-from');
  const { size, mtimeMs } = statSync(path.join(binaries.root, 'bin', path.basename(binaries.pgCtl)));
  const source = `${binaries.root} ${size} ${mtimeMs}`;
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== source) {
    const unfinished = `${folder}.part`;
    for (const place of [unfinished, folder]) rmSync(place, { recursive: true, force: true });
    cpSync(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', unfinished]);
    chmodSync(unfinished, 0o755);
    writeFileSync(path.join(unfinished, '.copied-from'), source);
    renameSync(unfinished, folder);
  }
  return binariesIn(folder);
}
