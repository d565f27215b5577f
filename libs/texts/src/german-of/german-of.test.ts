import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FILTERS, OPERATORS } from '@patchbay/expressions';
import { PROBLEM_CODES } from '@patchbay/flow-spec';
import { type FormField, formFields, type NodeDefinition } from '@patchbay/node-kit';
import { nodeDefinitions } from '@patchbay/nodes';
import { germanOf } from './index.ts';
import { sentencesOf } from './testing/sentences-of.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** Sources whose texts people read in the studio. */
const sources: { files: string; messages: boolean }[] = [
  { files: 'libs/nodes/src/*/definition.ts', messages: false },
  { files: 'libs/nodes/src/shared/*.ts', messages: false },
  { files: 'libs/nodes/src/*/handler.ts', messages: true },
  { files: 'libs/flow-spec/src/{checks,merge,operations,problems}/*.ts', messages: false },
  { files: 'libs/flow-spec/src/*.ts', messages: true },
  { files: 'libs/adapters/{model,outbound-http}/src/*.ts', messages: true },
  { files: 'libs/adapters/script-sandbox/src/run-result.ts', messages: false },
  { files: 'libs/api-contract/src/admin/*client.ts', messages: true },
  { files: 'apps/api/src/**/*.ts', messages: true },
  { files: 'apps/studio/src/editor/describe-operations.ts', messages: false },
  { files: 'apps/studio/src/edits/*.ts', messages: false },
  { files: 'apps/studio/src/**/*.{ts,tsx}', messages: true },
  { files: 'apps/studio/src/commands/{command,shortcuts-sheet}.{ts,tsx}', messages: false },
  { files: 'apps/studio/src/palette/node-groups.ts', messages: false },
];

/** What no person reads, or what only the one does who runs the server. */
const exempt = [
  /^\[?[a-z]+\]?$/,
  /PATCHBAY_|DATABASE_/,
  /^(There are no|Say by If-Match|If-Match names|The id of an event|Metrics need|This call needs the x-csrf)/,
  /^return \{/,
  /^Unknown outcome/,
];

const isTranslated = (text: string) => Object.hasOwn(germanOf, text);

describe('German of what is said outside of the studio', () => {
  it.each(nodeDefinitions.map((definition) => [definition.type, definition] as const))(
    'has all that the definition of %s says',
    (_, definition) => {
      // A number that one is called by, such as in "Case 1", is no word.
      const own = ownWordsOf(definition).map((text) => text.replace(/^[\d?]+(?= \w+s$)|\d+$/, '{0}'));
      const said = [definition.title, definition.hint, ...own, ...formFields(definition).flatMap(textsOfField)];
      expect(
        said.filter((text) => /[A-Za-z]{2}/.test(text) && !isOwnWording(text)).filter((text) => !isTranslated(text)),
      ).toEqual([]);
    },
  );

  it('has what operators, filters, problems and templates are called', () => {
    const said = [
      ...OPERATORS.flatMap(({ label, sentence }) => [label, sentence]),
      ...['and', 'or', 'not', 'always', 'never'],
      ...FILTERS.map(({ description }) => description),
      ...Object.values(PROBLEM_CODES),
    ];
    expect(said.filter((text) => !isTranslated(text))).toEqual([]);
  });

  it.each(sources)('has every sentence of $files', ({ files, messages }) => {
    const paths = globSync(files, { cwd: root }).filter(
      (file) => !/\.test\.ts$|testing|golden|harness|\/demo\/|\/config\//.test(file),
    );
    expect(paths.length).toBeGreaterThan(0);
    const missing = paths.flatMap((file) =>
      sentencesOf({ source: readFileSync(path.join(root, file), 'utf8'), messages })
        .filter((text) => !isTranslated(text) && !exempt.some((pattern) => pattern.test(text)))
        .map((text) => `${file}: ${text}`),
    );
    expect(missing).toEqual([]);
  });

  it('fills in the same parts', () => {
    const parts = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();
    const wrong = Object.entries(germanOf).filter(
      ([english, german]) => String(parts(english)) !== String(parts(german)),
    );
    expect(wrong).toEqual([]);
  });
});

/** What a card says that its author did not write. */
function ownWordsOf(definition: NodeDefinition): string[] {
  const said: string[] = [];
  const say = (text: string) => {
    said.push(text);
    return text;
  };
  for (const config of [{}, definition.initial]) {
    definition.outlets(config, say);
    definition.summary(config, say);
  }
  return said;
}

function textsOfField(field: FormField): string[] {
  return [
    field.label,
    field.help,
    field.placeholder,
    field.item?.label,
    ...(field.options ?? []).map((one) => one.label),
    ...(field.variants ?? []).flatMap((one) => [one.label, one.keyLabel]),
    ...(field.fields ?? []).flatMap(textsOfField),
  ].filter((text) => text !== undefined);
}

// Placeholders that are code or addresses, and the names of HTTP methods.
function isOwnWording(text: string): boolean {
  return /^(https?:|\{\{|[A-Z]+$|\/|[\^[]|[a-z]+$|INC\[)/.test(text) || /^return /.test(text);
}
