export type { ModelReply } from './model-reply.ts';
export * from './scripted-model.ts';
export * from './self-signed.ts';
export * from './start-http-server.ts';
export * from './start-ollama-server.ts';
export * from './start-openai-server.ts';
export * from './start-proxy.ts';
export * from './start-server.ts';
export * from './start-vault-server.ts';
