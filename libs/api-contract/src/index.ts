export * from './chat-event.ts';
export * from './chat-request.ts';
export * from './component-spec.ts';
export * from './problem-document.ts';
