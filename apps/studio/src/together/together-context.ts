import { createContext, useContext, useSyncExternalStore } from 'react';
import type { DraftLink } from './draft-link.ts';
import type { People, Person } from './people.ts';

interface Together {
  people: People;
  link: DraftLink;
}

export const TogetherContext = createContext<Together | undefined>(undefined);

export function useTogether(): Together {
  const value = useContext(TogetherContext);
  if (!value) throw new Error('Working together is used outside of the editor');
  return value;
}

/** Who else has the draft open. */
export function useOthers(): readonly Person[] {
  const { people } = useTogether();
  return useSyncExternalStore(people.subscribe, people.snapshot);
}
