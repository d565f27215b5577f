import { createContext, useContext } from 'react';
import type { Command } from './command.ts';

/** What the editor can be told to do, for the parts that offer some of it. */
export const CommandsContext = createContext<readonly Command[]>([]);

/** The commands with these ids, in their order. */
export function useCommands(ids: readonly string[]): Command[] {
  const commands = useContext(CommandsContext);
  return ids.flatMap((id) => commands.find((command) => command.id === id) ?? []);
}
