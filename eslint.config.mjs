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
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Addresses are reached through the outbound-http port alone.' },
      ],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-debugger': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-imports': [
        'error',
        {
          paths: ['axios', 'node-fetch', 'http', 'https', 'net', 'child_process', 'fs', 'path'].map((name) => ({
            name,
            message: 'Use node: imports, and outbound-http for what leaves.',
          })),
        },
      ],
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
      'libs/ui/**',
      'apps/studio/src/**',
      'apps/chat/src/**',
    ],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: neverInBrowsersAndCore, message: 'This code also runs in browsers.' }] },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'apps/studio/src/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'No raw HTML.' },
        { selector: "MemberExpression[property.name='innerHTML']", message: 'No raw HTML.' },
      ],
    },
  },
  {
    files: ['apps/studio/src/**', 'apps/chat/src/**', 'libs/adapters/outbound-http/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: [...tests, '**/*.config.ts', '**/vite.config.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-globals': 'off',
      'max-lines': 'off',
      'no-restricted-exports': 'off',
    },
  },
);
