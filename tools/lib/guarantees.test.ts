import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const text = readFileSync(path.join(root, 'docs/guarantees.md'), 'utf8');
const promises = text.split(/^## /m).filter((section) => /^\d+\. /.test(section));

test('eight promises, in order', () => {
  expect(promises.map((section) => section.split('.')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
});

test.each(promises.map((section) => [section.split('\n')[0]!, section]))(
  '%s: tells its limits and names tests, all of them there',
  (_, section) => {
    expect(section).toContain('- **Limits.** ');
    const files = [...section.matchAll(/^- `([^`]+)`$/gm)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    expect(files.filter((file) => !/\.test\.tsx?$|\.e2e\.ts$|^tools\/chaos\//.test(file))).toEqual([]);
    expect(files.filter((file) => /\.test\.|\/modes\//.test(file))).not.toEqual([]);
  },
);

test('every other file that it names is there', () => {
  const named = [...text.matchAll(/`((?:apps|libs|tools|docs)\/[^`]+)`/g)].map((match) => match[1]!);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
