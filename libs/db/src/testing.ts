export * from './testing/create-test-database.ts';
export * from './testing/pgbouncer.ts';
