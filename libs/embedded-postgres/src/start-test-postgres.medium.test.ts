import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { startTestPostgres } from './start-test-postgres.ts';
import { query, until } from './testing/data-directory.ts';

const placeOf = async (url: string) => {
  const [row] = await query(url, "SELECT current_setting('data_directory') AS place");
  return String(row!.place);
};

test('leaves nothing behind when it is stopped', async () => {
  const server = await startTestPostgres({ settings: { max_connections: '42' } });
  expect(await query(server.url, 'SHOW max_connections')).toEqual([{ max_connections: '42' }]);
  expect(await query(server.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
  const place = await placeOf(server.url);
  const { pid } = readPostmaster(place)!;
  await server.stop();
  await server.stop();
  expect(existsSync(path.dirname(place))).toBe(false);
  expect(isAlive(pid)).toBe(false);
});

test('nor when its process is killed', async () => {
  const library = JSON.stringify(path.join(import.meta.dirname, 'index.ts'));
  const script = `import { startTestPostgres } from ${library}; const s = await startTestPostgres(); console.log(s.url); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim())),
  );
  const place = await placeOf(url);
  const { pid } = readPostmaster(place)!;
  child.kill('SIGKILL');
  await until(() => !isAlive(pid) && !existsSync(path.dirname(place)));
});
