import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BEAT_MS, judgeClaim, type OwnerClaim, writeClaim } from './owner-claim.ts';
import { placeOfProcesses, startTimeOf } from './process-identity.ts';

export interface OwnerLock {
  release(): void;
}

const held = new Set<string>();
const DECIDE_MS = 20_000;

/**
 * Makes this process the owner of a data directory, or throws naming the process that is. The lock is a folder with a claim (pid and start time) of each that
 * wants it. Who sees no other living claim beside its own owns the directory: of two, at least the later one sees the other. Claims have names that no
 * other process has, so that removing one of a dead process never hits that of a living one.
 */
export async function takeOwnerLock(folder: string): Promise<OwnerLock> {
  if (held.has(folder))
    throw new Error('This process has started the embedded PostgreSQL of this data directory already.');
  held.add(folder);
  const name = `${process.pid}-${randomBytes(6).toString('hex')}.claim`;
  const file = path.join(folder, name);
  const claim: OwnerClaim = {
    pid: process.pid,
    startTime: startTimeOf(process.pid) ?? '',
    place: placeOfProcesses(),
    owns: false,
  };
  const give = () => {
    held.delete(folder);
    rmSync(file, { force: true });
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeClaim({ file, claim });
    await untilAlone({ folder, name, claim });
    writeClaim({ file, claim: { ...claim, owns: true } });
  } catch (error) {
    give();
    throw error;
  }
  const beat = setInterval(() => touch(file), BEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      give();
    },
  };
}

async function untilAlone({ folder, name, claim }: { folder: string; name: string; claim: OwnerClaim }): Promise<void> {
  const file = path.join(folder, name);
  const begun = Date.now();
  const heard = new Map<string, number>();
  let last = 0;
  while (Date.now() - begun < DECIDE_MS) {
    const others = otherClaims({ folder, name, place: claim.place });
    if (others.length === 0) return;
    last = others[0]?.pid ?? last;
    let distant = false;
    for (const other of others.filter(({ owns }) => owns)) {
      if (other.heardAt === undefined) throw taken(`process ${other.pid}`);
      // One that is out of sight lives when another beat is heard; else it falls silent, and is dead.
      if (other.heardAt > (heard.get(other.name) ?? other.heardAt)) throw taken('another container or machine');
      heard.set(other.name, other.heardAt);
      distant = true;
    }
    // Of several that want it at once, the first by name stays, and the others step back for a moment.
    if (!distant && others.some((other) => other.name < name)) {
      rmSync(file, { force: true });
      await sleep(20 + Math.random() * 20);
      writeClaim({ file, claim });
    } else {
      touch(file);
      await sleep(distant ? 100 : 5);
    }
  }
  throw taken(`process ${last}`);
}

function otherClaims({ folder, name, place }: { folder: string; name: string; place: string }) {
  return readdirSync(folder)
    .filter((other) => other.endsWith('.claim') && other !== name)
    .flatMap((other) => {
      const file = path.join(folder, other);
      const claim = judgeClaim({ file, place });
      if (claim === 'dead') rmSync(file, { force: true });
      return claim === 'dead' || claim === 'gone' ? [] : [{ ...claim, name: other }];
    });
}

function taken(by: string): Error {
  return new Error(
    `Another Patchbay (${by}) is running on this data directory. Stop it first, or choose another one with PATCHBAY_DATA_DIR.`,
  );
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Its folder is gone, and the database with it.
  }
}
