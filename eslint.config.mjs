import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const layers = {
  spec: ['spec'],
  kit: ['spec', 'kit'],
  contract: ['spec', 'kit', 'contract'],
  domain: ['spec', 'kit'],
  adapter: ['spec', 'kit', 'adapter'],
  'ui-shared': ['spec', 'kit', 'contract', 'ui-shared'],
  'ui-studio': ['spec', 'kit', 'contract', 'ui-shared', 'ui-studio'],
  testing: ['spec', 'kit', 'contract', 'testing'],
  app: ['spec', 'kit', 'contract', 'domain', 'adapter', 'ui-shared', 'ui-studio', 'app'],
};

const tests = [
  '**/*.test.ts',
  '**/*.test.tsx',
  '**/testing/**',
  '**/testing.ts',
  'libs/testing/**',
  'e2e/**',
  'tools/**',
];
const neverInBrowsersAndCore = ['node:*', '@nestjs/*', 'typeorm', 'pg', 'isolated-vm', 'fastify'];
const outsideHint = 'What leaves goes through the outbound-http port, and processes are started by two libs alone.';
/** Modules that open connections, ask resolvers, or start processes and threads. Every package of the same name without `node:` counts as well. */
const outsideModules = [
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
  'inspector',
  'vm',
].flatMap((name) => [`node:${name}`, name]);
const outsidePackages = [
  'undici',
  'axios',
  'got',
  'node-fetch',
  'cross-fetch',
  'ky',
  'needle',
  'superagent',
  'request',
  'ws',
  'eventsource',
  'nodemailer',
];
const outsideGlobals = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
/** Restricted imports of all code. An entry named in `allowed` may be imported. */
const outsidePaths = (allowed = []) => [
  ...[...outsideModules, ...outsidePackages]
    .filter((name) => !allowed.includes(name))
    // A table of names opens nothing.
    .map((name) => ({
      name,
      message: outsideHint,
      ...(/http$/.test(name) ? { allowImportNames: ['STATUS_CODES'] } : {}),
    })),
  ...['fs', 'path'].map((name) => ({ name, message: 'Use node: imports.' })),
];
/** What lies within such packages, by a path of its own, and modules that have one (`dns/promises`). */
const outsidePatterns = (allowed = []) => ({
  group: [...outsideModules, ...outsidePackages].filter((name) => !allowed.includes(name)).map((name) => `${name}/*`),
  message: outsideHint,
});
const outsideRules = (allowed = []) => ({
  'no-restricted-imports': ['error', { paths: outsidePaths(allowed), patterns: [outsidePatterns(allowed)] }],
});
const outsideSyntax = [
  {
    selector: `ImportExpression[source.value=/^(${[...outsideModules, ...outsidePackages].join('|')})(\\u002F|$)/]`,
    message: outsideHint,
  },
  { selector: "ImportExpression:not([source.type='Literal'])", message: `Name what is imported. ${outsideHint}` },
  { selector: "CallExpression[callee.name='createRequire']", message: outsideHint },
  { selector: "CallExpression[callee.property.name='getBuiltinModule']", message: outsideHint },
];
const textHint = 'Texts of the studio are in libs/texts: see its README.';
const named =
  '/^(label|title|placeholder|description|hint|alt|confirmLabel|cancelLabel|help|heading|legend|aria-(label|description|valuetext|roledescription))$/';
const rawHtml = [
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'No raw HTML.' },
  { selector: "MemberExpression[property.name='innerHTML']", message: 'No raw HTML.' },
];
/** Literal text that a person would read. */
const literalText = [
  { selector: 'JSXText[value=/[A-Za-z]{2}/]:not([value=/^\\s*Patchbay\\s*$/])', message: textHint },
  {
    selector: `JSXAttribute[name.name=${named}] > Literal[value=/[A-Za-z]{2}/]:not([value=/^https?:/])`,
    message: textHint,
  },
  {
    selector: `JSXAttribute[name.name=${named}] > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]:not([value=/^https?:/])`,
    message: textHint,
  },
  {
    selector: `JSXAttribute[name.name=${named}] > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/[A-Za-z]{2}/]`,
    message: textHint,
  },
  {
    selector:
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]:not([value=/^https?:/])',
    message: textHint,
  },
  {
    selector:
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(TemplateLiteral, ConditionalExpression > TemplateLiteral) > TemplateElement[value.raw=/[A-Za-z]{2}/]',
    message: textHint,
  },
  {
    selector: 'CallExpression[callee.name=/^notify(Done|Error)$/] > :matches(Literal, TemplateLiteral)',
    message: textHint,
  },
  { selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]', message: textHint },
];
/** Folders of the studio whose texts are all in libs/texts. */
const translated = [
  'apps/studio/src/{canvas,commands,connections,conversations,editor,flows,inspector,outline,palette,preview,settings,shell,sign-in,templates,trace,versions}/**/*.{ts,tsx}',
  'apps/studio/src/*.tsx',
  'libs/{node-form,ui}/src/**/*.{ts,tsx}',
];
const core = ['flow-spec', 'expressions', 'node-kit', 'nodes', 'runtime', 'api-contract', 'access'].map(
  (name) => `libs/${name}/src/**/*.ts`,
);

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'data/**',
      '**/*.mjs',
      '**/*.js',
      'tools/generators/**/templates/**',
      'test-results/**',
      'tools/**/.*.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@typescript-eslint': tseslint.plugin, '@nx': nx },
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'max-lines': ['error', { max: 400 }],
      'no-restricted-globals': ['error', ...outsideGlobals.map((name) => ({ name, message: outsideHint }))],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'global', 'self'].flatMap((object) =>
          outsideGlobals.map((property) => ({ object, property, message: outsideHint })),
        ),
      ],
      'no-restricted-syntax': ['error', ...outsideSyntax],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-debugger': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      ...outsideRules(),
    },
  },
  {
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts', 'libs/**/*.tsx'],
    ignores: tests,
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allowCircularSelfDependency: true,
          depConstraints: [
            ...Object.entries(layers).map(([layer, allowed]) => ({
              sourceTag: `layer:${layer}`,
              onlyDependOnLibsWithTags: allowed.map((name) => `layer:${name}`),
            })),
            { sourceTag: 'env:any', onlyDependOnLibsWithTags: ['env:any'] },
            { sourceTag: 'env:web', onlyDependOnLibsWithTags: ['env:any', 'env:web'] },
            { sourceTag: 'env:node', onlyDependOnLibsWithTags: ['env:any', 'env:node'] },
          ],
        },
      ],
    },
  },
  {
    files: [
      ...core,
      'libs/conversation-view/**',
      'libs/node-form/**',
      'libs/texts/**',
      'libs/ui/**',
      'apps/studio/src/**',
      'apps/chat/src/**',
    ],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: outsidePaths(),
          patterns: [{ group: neverInBrowsersAndCore, message: 'This code also runs in browsers.' }, outsidePatterns()],
        },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'apps/studio/src/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': ['error', ...outsideSyntax, ...rawHtml],
    },
  },
  {
    files: translated,
    rules: { 'no-restricted-syntax': ['error', ...outsideSyntax, ...rawHtml, ...literalText] },
  },
  {
    files: ['apps/studio/src/**', 'apps/chat/src/**'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // Speaks to the Patchbay that whoever calls it names, as any client does.
    files: ['apps/cli/src/test-command.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['libs/adapters/outbound-http/src/**'],
    rules: outsideRules(['undici', 'node:net', 'node:dns']),
  },
  {
    // To other processes of the installation, which the private network of flows does not keep it from.
    files: ['apps/api/src/preview/forward-previews.ts'],
    rules: outsideRules(['undici']),
  },
  {
    files: ['apps/api/src/together/socket-server.ts'],
    rules: outsideRules(['ws']),
  },
  {
    files: ['libs/adapters/script-sandbox/src/process/**', 'libs/embedded-postgres/src/**'],
    rules: {
      ...outsideRules(['node:child_process', 'node:net']),
      // They look for the files of packages.
      'no-restricted-syntax': ['error', ...outsideSyntax.filter(({ selector }) => !selector.includes('createRequire'))],
    },
  },
  {
    files: ['libs/adapters/script-sandbox/src/strip/parser-thread.ts'],
    rules: outsideRules(['node:worker_threads']),
  },
  {
    files: ['libs/adapters/script-sandbox/src/{worker,runner}/**'],
    rules: outsideRules(['node:net']),
  },
  {
    files: [...tests, '**/*.config.ts', '**/vite.config.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      'no-restricted-exports': 'off',
    },
  },
);
