export * from './testing/create-test-database.ts';
