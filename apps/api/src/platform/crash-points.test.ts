import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { armCrashPoint, crashPoint, crashPoints, readCrashPoint } from './crash-points.ts';

const sources = path.resolve(import.meta.dirname, '..');

function calls(): string[] {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|crash-points\.ts$/.test(file))
    .flatMap((file) => [...readFileSync(path.join(sources, file), 'utf8').matchAll(/\bcrashPoint\(\s*'([^']*)'/g)])
    .map(([, name]) => name!);
}

describe('crash points', () => {
  afterEach(() => {
    armCrashPoint(undefined);
    jest.restoreAllMocks();
  });

  it('are exactly those that the sources call', () => {
    expect([...new Set(calls())].sort()).toEqual(Object.keys(crashPoints).sort());
  });

  it('kill this process at the passing that was asked for, and at no other point', () => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    crashPoint('hold.before');
    armCrashPoint(readCrashPoint('hold.before:2'));
    crashPoint('hold.before');
    crashPoint('settle.before');
    expect(kill).not.toHaveBeenCalled();
    crashPoint('hold.before');
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
    crashPoint('hold.before');
    expect(kill).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['settle.after', { point: 'settle.after', passing: 1 }],
    ['act.before:12', { point: 'act.before', passing: 12 }],
    ['nowhere', undefined],
    ['act.before:0', undefined],
    ['act.before:', undefined],
    ['toString', undefined],
    ['', undefined],
  ])('are read from %j', (text, wanted) => {
    expect(readCrashPoint(text)).toEqual(wanted);
  });
});
