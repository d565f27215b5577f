import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

// There is no Docker where tests run: what can be told of the files without it. What the runner does is tested in libs/adapters/script-sandbox.

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const dockerfile = read('docker/Dockerfile');
const compose = read('docker/compose.yaml');
/** A service of the compose file, up to the next one. */
const service = (name: string) => new RegExp(`^  ${name}:\\n((?:    .*\\n)+)`, 'm').exec(compose)?.[1] ?? '';

describe('docker', () => {
  it('copies what there is', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    for (const file of copied.filter((one) => !one.includes('*')))
      expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
  });

  it('starts what the build makes', () => {
    const build = read('tools/build/build-api.ts');
    const programs = [
      ...dockerfile.matchAll(/dist\/api\/([\w-]+)\.js/g),
      ...dockerfile.matchAll(/"([\w-]+)\.js"/g),
    ].map(([, name]) => name);
    expect(new Set(programs)).toEqual(new Set(['main', 'script-runner', 'script-worker']));
    for (const name of programs) expect(build).toMatch(new RegExp(`\\b${name}\\b`));
    const [, health = ''] = /HEALTHCHECK .* "-e", "(.+)"\]/.exec(dockerfile) ?? [];
    expect(health).toContain('/health/ready');
    expect(spawnSync(process.execPath, ['--check', '-'], { input: health }).status).toBe(0);
    expect(dockerfile).toMatch(/^USER patchbay$/m);
  });

  it('gives the runner no secret, no network, no disk and few rights', () => {
    const runner = service('runner');
    expect(runner).not.toMatch(/MASTER_KEY|DATABASE_URL|PASSWORD|VAULT|SECRET|API_KEY|ports:/);
    for (const wall of [
      'network_mode: none',
      'read_only: true',
      'cap_drop: [ALL]',
      'cap_add: [SETUID, SETGID, KILL]',
      'no-new-privileges:true',
      'seccomp=./runner-seccomp.json',
      'PATCHBAY_SANDBOX: strict',
      'pids_limit:',
      'mem_limit:',
    ])
      expect(runner).toContain(wall);
    for (const wall of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true'])
      expect(service('patchbay')).toContain(wall);
  });

  it('allows the runner no call by which one leaves a container', () => {
    const profile = JSON.parse(read('docker/runner-seccomp.json')) as {
      defaultAction: string;
      syscalls: { names: string[]; action: string }[];
    };
    expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
    const allowed = profile.syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW').flatMap(({ names }) => names);
    expect(allowed).toContain('setpriority');
    for (const name of [
      'bpf',
      'init_module',
      'io_uring_setup',
      'kexec_load',
      'keyctl',
      'mount',
      'open_by_handle_at',
      'perf_event_open',
      'pivot_root',
      'process_vm_readv',
      'process_vm_writev',
      'ptrace',
      'setns',
      'umount2',
      'userfaultfd',
    ])
      expect(allowed).not.toContain(name);
  });
});
