import { parserThread } from './parser-thread.ts';

/** JavaScript of one of our own TypeScript modules. In a thread because Node warns on the console when it is done in the process itself. */
export function stripModuleTypes(source: string): Promise<string> {
  return parserThread.ask({ kind: 'module', code: source });
}
