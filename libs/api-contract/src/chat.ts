// The chat page's door: types and chat schemas without the administration's route table.
export type * from './chat-event.ts';
export type * from './chat-request.ts';
export type * from './component-spec.ts';
export type * from './problem-document.ts';
