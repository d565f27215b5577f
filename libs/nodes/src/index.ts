export { nodeDefinitions, nodeRegistry } from './definitions.ts';
