import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../api/session.tsx';
import { useSettled } from '../editor/settled.tsx';
import type { DebugStore, TurnStep } from './debug-store.ts';

/** Keeps the pins of the flow known. Others make and remove them, too: they are read again when a test begins, when a step of it tells otherwise, and when somebody comes back to the page. */
export function usePins(store: DebugStore): void {
  const { flowKey } = store;
  const { data, refetch } = useQuery({
    queryKey: ['pins', flowKey],
    queryFn: async () => (await client.call('listPins', { params: { key: flowKey } })).data.pins,
    enabled: useSettled(),
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (data) store.setPins(data);
  }, [store, data]);
  // Of two windows beside each other neither is ever hidden, which alone a query looks at.
  useEffect(() => {
    const read = () => void refetch();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [refetch]);
  useEffect(() => {
    let known = store.view();
    return store.subscribe(() => {
      const view = store.view();
      const begins = view.conversation !== undefined && view.conversation !== known.conversation;
      const last = known.steps.at(-1);
      const told = view.steps === known.steps ? [] : view.steps.slice(last ? view.steps.lastIndexOf(last) + 1 : 0);
      known = view;
      if (begins || told.some((step) => tellsOtherwise({ step, store }))) void refetch();
    });
  }, [store, refetch]);
}

// What waits or calls is no pin's doing, nor that there is none.
function tellsOtherwise({ step, store }: { step: TurnStep; store: DebugStore }): boolean {
  const { flow, nodeId, outcome, pinned = false } = step;
  if (flow !== store.flowKey || (outcome !== 'next' && outcome !== 'fail')) return false;
  return store.view().pins.has(nodeId) !== pinned;
}
