export * from './chat-transport.ts';
export * from './conversation-state.ts';
export * from './conversation-view.tsx';
export * from './event-stream.ts';
export * from './markdown.tsx';
export * from './use-conversation.ts';
export * from './view-texts.ts';
