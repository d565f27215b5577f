import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');

interface Found {
  line: number;
  rule: string;
}

// In a process of its own: ESLint loads its plugins by ways that jest's modules do not have. One for all, as it takes seconds to start.
const program = `
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
const eslint = new ESLint({ overrideConfig: { rules: { '@nx/enforce-module-boundaries': 'off' } } });
const found = [];
for (const { file, lines } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(lines.join('\\n'), { filePath: file });
  found.push(result.messages.map(({ line, ruleId }) => ({ line, rule: ruleId })));
}
process.stdout.write(JSON.stringify(found));
`;

/** Of each file, the rules that it would break at this path, with the lines where it does. */
function broken(files: { file: string; lines: string[] }[]): Found[][] {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    input: JSON.stringify(files),
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Found[][];
}

const modules = [
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'child_process',
  'cluster',
  'worker_threads',
  'vm',
];
const packages = ['undici', 'axios', 'got', 'node-fetch', 'ws', 'eventsource', 'nodemailer', 'request'];
const globals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
const forbidden = [
  ...modules.flatMap((name) => [`import * as a from 'node:${name}';`, `import * as a from '${name}';`]),
  ...modules.map((name) => `await import('node:${name}');`),
  ...packages.flatMap((name) => [`import a from '${name}';`, `await import('${name}');`]),
  ...globals.flatMap((name) => [
    `void ${name};`,
    `void globalThis.${name};`,
    `void global.${name};`,
    `void self.${name};`,
  ]),
  "import a from 'undici/lib/core/connect.js';",
  "import * as a from 'node:dns/promises';",
  "await import('undici/lib/core/connect.js');",
  'await import(`node:net`);',
  "await import('node:' + 'net');",
  "createRequire(import.meta.url)('node:net');",
  "process.getBuiltinModule('node:net');",
  "eval('1');",
  "new Function('return 1');",
];

test('server code can neither call out past the one client, nor start a process, nor make code of text: lint says so', () => {
  const servers = ['apps/api/src/x.ts', 'apps/cli/src/x.ts', 'libs/adapters/model/src/x.ts', 'libs/db/src/x.ts'];
  const [allowed, core, ...others] = broken([
    {
      file: 'apps/api/src/x.ts',
      lines: ["import { STATUS_CODES } from 'node:http';", 'console.log(STATUS_CODES);'],
    },
    {
      file: 'libs/runtime/src/x.ts',
      lines: ["import a from 'undici';", "import b from 'node:fs';", 'console.log(a, b);'],
    },
    ...servers.map((file) => ({ file, lines: forbidden })),
  ]);
  expect(allowed).toEqual([]);
  expect(core).toEqual([1, 2].map((line) => ({ line, rule: 'no-restricted-imports' })));
  for (const found of others) {
    const lines = new Set(found.map(({ line }) => line));
    expect(forbidden.filter((_, index) => !lines.has(index + 1))).toEqual([]);
  }
});
