import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosDatabase } from './chaos-database.ts';

const CHUNK = Buffer.alloc(64 * 1024);
/** Where no file system can be mounted: the size at which every file of the database stops growing. Bytes. */
const FILE_LIMIT = 8 * 1024;

/**
 * A disk of the database's own that can be full: a file system in memory where this process may mount one (as root, or through sudo without a password);
 * else the system refuses the database every write that makes a file longer, which it sees as a disk without room.
 */
export class SmallDisk {
  readonly directory: string;
  readonly how: string;
  readonly #mountPoint: string | undefined;
  readonly #ballast: string;
  readonly #bytes: number;

  private constructor({ folder, bytes, mounted }: { folder: string; bytes: number; mounted: boolean }) {
    this.#bytes = bytes;
    this.#mountPoint = mounted ? folder : undefined;
    this.directory = path.join(folder, 'postgres');
    this.#ballast = path.join(folder, 'ballast');
    this.how = mounted ? 'on a file system of its own in memory' : 'by a limit of the size of files';
  }

  /** `mayMount`: whether it is tried. */
  static make(options: { folder: string; cluster: string; bytes: number; mayMount?: boolean }): SmallDisk {
    const { folder, cluster, bytes, mayMount = true } = options;
    const place = path.join(folder, cluster, 'disk');
    mkdirSync(place, { recursive: true });
    const mounted = mayMount && asRoot(['mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=777`, 'tmpfs', place]);
    if (!mounted) chmodSync(place, 0o777);
    return new SmallDisk({ folder: place, bytes, mounted });
  }

  /** From now on there is no room. */
  fill(): void {
    if (!this.#mountPoint) return this.#limit(String(FILE_LIMIT));
    const file = openSync(this.#ballast, 'w');
    let left = this.#bytes;
    try {
      for (let size = CHUNK.length; size > 0; size = size > 4_096 ? 4_096 : 0) {
        try {
          // Never more than the disk is large, should it be another one.
          for (; left > 0; left -= size) writeSync(file, CHUNK, 0, size);
        } catch (error) {
          if (!isFull(error)) throw error;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    if (this.#mountPoint) rmSync(this.#ballast, { force: true });
    else this.#limit('unlimited');
  }

  /** Whether the database refused a write, or could not go on at all, in a while of much writing. */
  async untilWritesFail({ database }: { database: ChaosDatabase }): Promise<boolean> {
    for (let round = 1; round <= 200; round++) {
      try {
        await database.query('CREATE TABLE IF NOT EXISTS chaos_ballast (line text)');
        await database.query(
          'INSERT INTO chaos_ballast SELECT repeat(md5(random()::text), 60) FROM generate_series(1, 500)',
        );
      } catch {
        return true;
      }
      await sleep(10);
    }
    return false;
  }

  unmount(): void {
    if (this.#mountPoint) asRoot(['umount', this.#mountPoint]);
  }

  // The postmaster and all its processes; those that it starts later inherit it.
  #limit(size: string): void {
    const postmaster = Number(readFileSync(path.join(this.directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const soft = size === 'unlimited' ? 'unlimited:unlimited' : `${size}:unlimited`;
    for (const pid of [postmaster, ...childrenOf(postmaster)])
      spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${soft}`], { stdio: 'ignore' });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

function asRoot(words: readonly string[]): boolean {
  const [command = '', ...rest] = process.getuid?.() === 0 ? words : ['sudo', '-n', ...words];
  return spawnSync(command, rest, { stdio: 'ignore' }).status === 0;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/status`, 'utf8').includes(`\nPPid:\t${parent}\n`);
      } catch {
        return false;
      }
    })
    .map(Number);
}
