import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { binariesIn, platformBinaries } from './platform-binaries.ts';
import { serverIdentity } from './server-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import { dataDirectory, query } from './testing/data-directory.ts';
import { startOwner } from './testing/owner-process.ts';

let place: ReturnType<typeof dataDirectory>;
let used: string;
beforeEach(() => {
  place = dataDirectory();
  used = place.directory;
});
afterEach(() => place.remove(used));

const isRoot = process.getuid?.() === 0;
const has = (file: string) => spawnSync(file, ['--version']).status === 0;
/** Whether another user could run these tests' files at all. */
const checkoutIsOpen =
  isRoot &&
  spawnSync('/bin/sh', ['-c', 'test -r "$1" && test -x "$2"', 'sh', import.meta.filename, process.execPath], {
    uid: 65_534,
    gid: 65_534,
    cwd: '/',
  }).status === 0;

test('below a directory of mode 0700', async () => {
  const closed = path.join(place.parent, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  used = path.join(closed, 'data', 'postgres');
  const first = await startEmbeddedPostgres({ directory: used });
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
  await first.stop();
  const again = await startEmbeddedPostgres({ directory: used });
  expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await again.stop();
});

// What only root can try: whoever runs the tests as another user has nothing to skip here.
if (isRoot) {
  describe('as root', () => {
    if (has('setpriv'))
      test('below a directory of mode 0700 and without the capability to pass through (containers): says what to do', async () => {
        const closed = path.join(place.parent, 'closed');
        mkdirSync(closed, { mode: 0o700 });
        used = path.join(closed, 'data', 'postgres');
        const through = ['setpriv', '--bounding-set=-dac_read_search', '--inh-caps=-dac_read_search'];
        await expect(startOwner({ directory: used, through })).rejects.toThrow(
          /does not run as root, and none of the users .*nobody.* can reach .*closed\/data.*PATCHBAY_DATA_DIR=\/var\/lib\/patchbay/,
        );
      });

    test('a mask that closes new directories does not matter, and the server is not root', async () => {
      used = path.join(place.parent, 'deep', 'data', 'postgres');
      const owner = await startOwner({ directory: used, through: ['sh', '-c', 'umask 077 && exec "$@"', 'sh'] });
      const pid = readFileSync(path.join(used, 'postmaster.pid'), 'utf8').split('\n')[0];
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^CapEff:\s+0+$/m);
      expect(statSync(`/proc/${pid}`).uid).toBe(statSync(used).uid);
      expect(statSync(used).uid).not.toBe(0);
      expect(statSync(path.dirname(used)).mode & 0o777).toBe(0o711);
      owner.child.kill('SIGTERM');
      expect(await owner.ended()).toBe(0);
    });

    test('a directory that somebody else has is his to run, one that root copied is given away', async () => {
      const first = await startEmbeddedPostgres({ directory: used });
      await first.stop();
      for (const uid of [65_534, 54_321, 0]) {
        spawnSync('chown', ['-R', `${uid}:${uid}`, used]);
        const next = await startEmbeddedPostgres({ directory: used });
        expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        if (uid > 0) expect(statSync(used).uid).toBe(uid);
        else expect(statSync(used).uid).not.toBe(0);
        await next.stop();
      }
    });

    test('binaries that the user cannot reach are copied beside the data, once', () => {
      const closed = path.join(place.parent, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const original = platformBinaries();
      const root = path.join(closed, 'native');
      cpSync(original.root, root, { recursive: true, verbatimSymlinks: true });
      const { identity, binaries } = serverIdentity({ directory: used, binaries: binariesIn(root) });
      expect(binaries.root).toBe(path.join(place.parent, 'postgres-binaries'));
      expect(identity?.passesThrough).toBeUndefined();
      const made = statSync(binaries.initdb).ctimeMs;
      expect(serverIdentity({ directory: used, binaries: binariesIn(root) }).binaries).toEqual(binaries);
      expect(statSync(binaries.initdb).ctimeMs).toBe(made);
      const { uid, gid } = identity!;
      expect(String(spawnSync(binaries.initdb, ['--version'], { uid, gid, cwd: '/' }).stdout)).toMatch(/^initdb/);
    });

    test('files that the server could have put in the way of root are not followed', async () => {
      const first = await startEmbeddedPostgres({ directory: used });
      await first.stop();
      const target = path.join(place.parent, 'target');
      cpSync(path.join(used, 'PG_VERSION'), target);
      chmodSync(target, 0o600);
      chownSync(target, 0, 0);
      for (const name of ['patchbay.conf', 'server.log']) {
        spawnSync('rm', [path.join(used, name)]);
        symlinkSync(target, path.join(used, name));
      }
      const next = await startEmbeddedPostgres({ directory: used });
      await next.stop();
      expect(readFileSync(target, 'utf8')).toBe(readFileSync(path.join(used, 'PG_VERSION'), 'utf8'));
      expect(statSync(target)).toMatchObject({ uid: 0 });
    });

    if (checkoutIsOpen)
      test('another user runs it himself, and is told whose data it is when they are not his', async () => {
        const own = path.join(place.parent, 'own');
        mkdirSync(own, { mode: 0o700 });
        chownSync(own, 65_534, 65_534);
        used = path.join(own, 'postgres');
        const nobody = { uid: 65_534, gid: 65_534 };
        const owner = await startOwner({ directory: used, ...nobody });
        expect(statSync(used).uid).toBe(65_534);
        owner.child.kill('SIGTERM');
        expect(await owner.ended()).toBe(0);
        const foreign = path.join(place.parent, 'postgres');
        await expect(startOwner({ directory: foreign, ...nobody })).rejects.toThrow(
          /cannot be written to.*PATCHBAY_DATA_DIR/,
        );
        spawnSync('chown', ['-R', '54321:54321', used]);
        await expect(startOwner({ directory: used, ...nobody })).rejects.toThrow(
          /belongs to another user \(54321\).*PATCHBAY_DATA_DIR/,
        );
      });
  });
}
