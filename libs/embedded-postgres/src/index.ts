export { isAlive } from './process-identity.ts';
export { runningEmbeddedPostgres } from './running-embedded-postgres.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts';
export { startTestPostgres, type TestPostgres } from './start-test-postgres.ts';
