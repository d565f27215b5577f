// A conversation's client without anything that draws: runs in browsers and in tests alike.
export * from './attachments.ts';
export * from './conversation-record.ts';
export * from './conversation-session.ts';
export * from './conversation-state.ts';
export * from './credential-store.ts';
export * from './drafts.ts';
export * from './outbox.ts';
export * from './session-view.ts';
