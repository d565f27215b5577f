export * from './testing/create-test-database.ts';
export * from './testing/pgbouncer.ts';
export { DatabaseProxy } from './testing/database-proxy.ts';
