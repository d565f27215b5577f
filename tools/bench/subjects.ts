import type { LoadPlan } from './load-plan.ts';

/** What is driven beside the others of a round. */
export interface Subject {
  name: string;
  server: 'floor' | 'model' | 'patchbay';
  plan: Pick<LoadPlan, 'kind' | 'bot' | 'says' | 'stream' | 'expects'>;
}

const chat = { kind: 'chat', says: 'hello', stream: false } as const;

export const floor: Subject = {
  name: 'floor',
  server: 'floor',
  plan: { kind: 'floor', bot: '', says: 'hello', stream: false, expects: 'You said: hello' },
};

export const modelDirectly: Subject = {
  name: 'model directly',
  server: 'model',
  plan: { kind: 'model', bot: '', says: 'hello', stream: true, expects: '' },
};

export const flows: Record<string, Subject> = {
  echo: { name: 'echo', server: 'patchbay', plan: { ...chat, bot: 'echo', expects: 'You said: hello' } },
  script: { name: 'script', server: 'patchbay', plan: { ...chat, bot: 'script', expects: '500500' } },
  llm: { name: 'llm', server: 'patchbay', plan: { ...chat, bot: 'llm', stream: true, expects: 'turn.completed' } },
};

/** The same way through a small flow and a large one. */
export const sizes: Subject[] = [10, 1_000].map((nodes) => ({
  name: `${nodes.toLocaleString('en')} nodes`,
  server: 'patchbay',
  plan: { ...chat, bot: `nodes-${nodes}`, expects: 'You said: hello' },
}));

/** A question to the model with the last messages before it, in conversations that are young and old. */
export const asked: Subject['plan'] = { ...chat, bot: 'history', says: 'ask', stream: true, expects: 'turn.completed' };
/** What makes them old, two messages a turn. */
export const said: Subject['plan'] = { ...chat, bot: 'history', expects: 'You said: hello' };
