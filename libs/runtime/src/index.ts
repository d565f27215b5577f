export * from './run-event.ts';
export * from './snapshot.ts';
