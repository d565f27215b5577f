// The chat page's door: the client, and types of the chat API without schemas or the administration's route table.
export type * from './chat-event.ts';
export type * from './chat-file.ts';
export type * from './chat-request.ts';
export type * from './component-spec.ts';
export type * from './problem-document.ts';
export * from './chat-client/chat-client.ts';
export * from './chat-client/chat-error.ts';
