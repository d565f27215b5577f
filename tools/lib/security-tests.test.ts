import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
const sections = readFileSync(path.join(root, 'docs/security-tests.md'), 'utf8').split(/^## /m).slice(1);

test('eleven classes, in order', () => {
  expect(sections.map((section) => section.split(' ')[0])).toEqual(
    Array.from({ length: 11 }, (_, index) => `T${index + 1}`),
  );
});

test.each(sections.map((section) => [section.split('\n')[0]!, section]))(
  '%s has tests, all of them there',
  (_, section) => {
    const files = [...section.matchAll(/^- `([^`]+)`$/gm)].map((match) => match[1]!);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !/\.(test\.tsx?|e2e\.ts)$/.test(file))).toEqual([]);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  },
);
