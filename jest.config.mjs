/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Most tests wait for something else: a worker for each core, also where there are but two. In CI one after another, so that no bound on time hangs on company.
  maxWorkers: process.env.CI ? 1 : '100%',
  // Against tests that hang; no test is to state a shorter time.
  testTimeout: process.env.CI ? 300_000 : 120_000,
  // Not where a run's own files are, which go with it.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  workerIdleMemoryLimit: '1GB',
};
