import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../lib/root.ts';

/** Makes the folder of a new node type and puts it into both registries. `nodes` is the src folder of libs/nodes. */
export function generateNode({ type, nodes }: { type: string; nodes: string }): string[] {
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(type))
    throw new Error('A node type is a word of lower-case letters, digits and underscores.');
  const folder = path.join(nodes, type.replaceAll('_', '-'));
  if (existsSync(folder)) throw new Error(`${folder} exists already.`);
  const name = type.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const title = (type[0] ?? '').toUpperCase() + type.slice(1).replaceAll('_', ' ');
  mkdirSync(folder, { recursive: true });
  const files = {
    'definition.ts': definition({ type, name, title }),
    'handler.ts': handler({ name }),
    'handler.test.ts': test({ name }),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const place = `./${path.basename(folder)}`;
  register({
    file: path.join(nodes, 'definitions.ts'),
    imported: `import { ${name}Definition } from '${place}/definition.ts';`,
    before: '\n};',
    entry: `  ${type}: ${name}Definition,`,
  });
  register({
    file: path.join(nodes, 'handlers.ts'),
    imported: `import { ${name}Handler } from '${place}/handler.ts';`,
    before: '\n};',
    entry: `  ${type}: ${name}Handler,`,
  });
  return Object.keys(files).map((file) => path.join(folder, file));
}

function register({
  file,
  imported,
  before,
  entry,
}: {
  file: string;
  imported: string;
  before: string;
  entry: string;
}): void {
  const text = readFileSync(file, 'utf8');
  const at = text.indexOf(before, text.search(/definitionsByType = \{|nodeHandlers: /));
  if (at < 0) throw new Error(`${file} has no registry to put the node into.`);
  writeFileSync(file, `${imported}\n${text.slice(0, at)}\n${entry}${text.slice(at)}`);
}

function definition({ type, name, title }: { type: string; name: string; title: string }): string {
  return `import { defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import { requiredText } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const ${name}Definition = defineNode({
  type: '${type}',
  version: 1,
  title: '${title}',
  hint: 'Says in one sentence what it does.',
  group: 'flow',
  icon: 'box',
  config: z.strictObject({
    text: requiredText({ label: 'Text', help: 'What it is for.' }),
  }),
  initial: { text: '' },
  raw: [],
  translatable: ['text'],
  outlets: (_, say) => [next(say)],
  output: 'text',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config, say = inEnglish) => shortened(textAt(config, 'text'), say('Nothing yet')),
  upgrades: [],
});
`;
}

function handler({ name }: { name: string }): string {
  return `import type { ConfigOf, NodeHandler } from '@patchbay/node-kit';
import type { ${name}Definition } from './definition.ts';

export const ${name}Handler: NodeHandler<ConfigOf<typeof ${name}Definition>, never> = {
  run({ config }) {
    return { kind: 'next', outlet: 'next', output: config.text };
  },
};
`;
}

function test({ name }: { name: string }): string {
  return `import { expect, test } from '@jest/globals';
import { NodeTrial } from '../testing/node-trial.ts';
import { ${name}Definition } from './definition.ts';
import { ${name}Handler } from './handler.ts';

const trial = (config: Record<string, unknown>) =>
  new NodeTrial({
    definition: ${name}Definition,
    handler: ${name}Handler,
    config,
    scope: { vars: { name: 'Ada' } },
  });

test('has one port', () => {
  expect(${name}Definition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});

test('gives its text, rendered, and goes on', async () => {
  const visit = trial({ text: 'for {{ vars.name }}' });
  expect(await visit.enter()).toEqual({ kind: 'next', outlet: 'next', output: 'for Ada' });
  expect(visit.parts).toEqual([]);
});

test('the first config of a new node names what is missing', async () => {
  await expect(trial(${name}Definition.initial).enter()).rejects.toThrow('This must not be empty.');
});
`;
}

if (process.argv[1] === import.meta.filename) {
  const [type = ''] = process.argv.slice(2);
  try {
    for (const file of generateNode({ type, nodes: path.join(root, 'libs/nodes/src') }))
      console.log(path.relative(root, file));
    console.log('Name its icon in apps/studio/src/canvas/node-icon.tsx, then fill in definition and handler.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
