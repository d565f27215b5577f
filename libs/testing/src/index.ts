export * from './scripted-model.ts';
export * from './start-ollama-server.ts';
export * from './start-openai-server.ts';
export * from './start-server.ts';
