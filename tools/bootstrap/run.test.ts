import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '..', '..');
const onPosix = process.platform === 'win32' ? it.skip : it;

onPosix('what npm started ends when npm is ended, which tells its shell alone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-run-'));
  try {
    const pid = path.join(folder, 'pid');
    const program = path.join(folder, 'program');
    writeFileSync(program, `#!/bin/sh\necho $$ >${pid}.new\nmv ${pid}.new ${pid}\nexec sleep 600\n`);
    chmodSync(program, 0o755);
    const binary = path.relative(path.join(root, 'node_modules', '.bin'), program);
    // As npm does it: a shell that waits.
    const shell = spawn('sh', ['-c', `"${process.execPath}" tools/bootstrap/run.mjs exec ${binary}; true`], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, npm_lifecycle_event: 'start' },
    });
    while (!existsSync(pid)) await sleep(20);
    const started = Number(readFileSync(pid, 'utf8'));
    expect(isAlive(started)).toBe(true);
    shell.kill('SIGTERM');
    await once(shell, 'exit');
    while (isAlive(started)) await sleep(20);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
