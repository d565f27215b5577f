import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { takeOwnerLock } from './owner-lock.ts';
import { placeOfProcesses, startTimeOf } from './process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { dataDirectory, query } from './testing/data-directory.ts';
import { startOwner } from './testing/owner-process.ts';

let place: ReturnType<typeof dataDirectory>;
let lock: string;
beforeEach(() => {
  place = dataDirectory();
  lock = `${place.directory}.owner`;
});
afterEach(() => place.remove());

const claim = (given: { pid: number; startTime?: string; place?: string; owns?: boolean }) => {
  mkdirSync(lock, { recursive: true });
  const file = path.join(lock, `${given.pid}-0.claim`);
  writeFileSync(file, JSON.stringify({ startTime: '1', place: placeOfProcesses(), owns: true, ...given }));
  return file;
};

test('a second owner is refused, by another way to the directory too, and harms nothing', async () => {
  const { directory, parent } = place;
  const { url, child } = await startOwner({ directory });
  const refusal = new RegExp(`Another Patchbay \\(process ${child.pid}\\) is running on this data directory`);
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(refusal);
  symlinkSync(parent, `${parent}/link`);
  await expect(startEmbeddedPostgres({ directory: `${parent}/link/postgres` })).rejects.toThrow(refusal);
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('several owners at once, over the lock of a dead one: one wins, the others are refused', async () => {
  const { directory } = place;
  claim({ pid: 2 ** 22 + 1 });
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => startOwner({ directory })));
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
  for (const result of results)
    if (result.status === 'rejected')
      expect(String(result.reason)).toMatch(/Another Patchbay \(process \d+\) is running/);
  expect(readdirSync(lock).filter((name) => name.endsWith('.claim'))).toHaveLength(1);
});

test('within one process as well, until it is released', async () => {
  const first = await takeOwnerLock(lock);
  await expect(takeOwnerLock(lock)).rejects.toThrow(/started .* already/);
  first.release();
  (await takeOwnerLock(lock)).release();
  expect(readdirSync(lock)).toEqual([]);
});

test('a process id that came again is no owner; the process that had it is', async () => {
  const other = spawn('sleep', ['60']);
  try {
    claim({ pid: other.pid!, startTime: 'another time' });
    (await takeOwnerLock(lock)).release();
    claim({ pid: other.pid!, startTime: startTimeOf(other.pid!)! });
    await expect(takeOwnerLock(lock)).rejects.toThrow(`process ${other.pid}`);
  } finally {
    other.kill('SIGKILL');
  }
});

test('an owner in another container is known by its beats: silent it is dead, heard it is respected', async () => {
  const file = claim({ pid: 1, place: 'another container' });
  const old = new Date(Date.now() - 60_000);
  utimesSync(file, old, old);
  (await takeOwnerLock(lock)).release();
  claim({ pid: 1, place: 'another container' });
  const beats = setInterval(() => utimesSync(file, new Date(), new Date()), 500);
  try {
    await expect(takeOwnerLock(lock)).rejects.toThrow(/another container/);
  } finally {
    clearInterval(beats);
  }
});

test('a claim that is no claim is not in the way', async () => {
  mkdirSync(lock);
  writeFileSync(path.join(lock, 'x.claim'), '');
  (await takeOwnerLock(lock)).release();
  expect(readdirSync(lock)).toEqual([]);
});
