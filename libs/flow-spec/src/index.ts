export type * from './flow-document.ts';
export type * from './operation.ts';
