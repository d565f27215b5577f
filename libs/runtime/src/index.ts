export * from './accept.ts';
export * from './advance.ts';
export { type Checkpoint, readCheckpoint } from './checkpoint.ts';
export { type CompiledFlow, compileFlow, type FlowBudget } from './compile-flow.ts';
export { initialSnapshot, readSnapshot } from './initial-snapshot.ts';
export * from './run-context.ts';
export * from './run-event.ts';
export * from './snapshot.ts';
