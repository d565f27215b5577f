export * from './conversation-view.tsx';
export * from './markdown.tsx';
export * from './session.ts';
export * from './unavailable.tsx';
export * from './use-conversation.ts';
export * from './view-texts.ts';
