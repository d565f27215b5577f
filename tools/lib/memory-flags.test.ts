import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { memoryFlags } from '../bench/start-servers.ts';

test('the image starts the API with the flags that npm start and the bench give it', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../docker/Dockerfile'), 'utf8');
  const commands = [...text.matchAll(/^CMD (\[.*dist\/api\/main\.js"\])$/gm)].map(([, list = '[]']) =>
    JSON.parse(list),
  );
  expect(commands).toEqual([['node', ...memoryFlags(), 'dist/api/main.js']]);
});
