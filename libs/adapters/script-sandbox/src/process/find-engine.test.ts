import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { findEngine, isSafe } from './find-engine.ts';

describe('findEngine', () => {
  it('finds isolated-vm and names what a worker must read, and no more', () => {
    const engine = findEngine(fileURLToPath(import.meta.url));
    expect(isSafe(engine.version)).toBe(true);
    expect(engine.readable).toHaveLength(3);
    expect(engine.readable[0]).toMatch(/node_modules[\\/]isolated-vm$/);
    expect(engine.readable[1]).toMatch(/node_modules[\\/]node-gyp-build$/);
  });

  it('says so when it is not there', () => {
    expect(() => findEngine('/nowhere/worker.ts')).toThrow(/isolated-vm/);
  });
});

describe('isSafe', () => {
  it('takes 7.0.1 and newer', () => {
    for (const version of ['7.0.1', '7.0.2', '7.1.0', '8.0.0', '10.2.3']) expect(isSafe(version)).toBe(true);
  });

  it('refuses what is older, unfinished or unreadable', () => {
    for (const version of ['7.0.0', '6.2.0', '5.0.4', '7.0.1-rc.1', '', 'latest', '7']) {
      expect(isSafe(version)).toBe(false);
    }
  });
});
