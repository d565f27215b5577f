export { createModelPort } from './create-model-port.ts';
export { createModelClients, type ModelClients } from './model-clients.ts';
export type { ModelConnection } from './model-connection.ts';
export { MODEL_LIMITS } from './model-limits.ts';
export { testModelConnection } from './test-connection.ts';
