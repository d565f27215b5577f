import { useDebouncedValue } from '@mantine/hooks';
import { type FlowDocument, type FlowProblem, problemsInSteps } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inSlices } from './in-slices.ts';
import { client } from '../api/session.tsx';
import type { EditorStore } from './editor-store.ts';

const PAUSE_MS = 150;
/** Whoever types on is told after so long at the latest. */
const TYPED_ON_MS = 1_000;
/** So long nothing is saved before the server is asked. */
const SETTLED_MS = 400;

/** Keeps the problems of a store's document up to date: looked for when one pauses, and in small slices, so that no keystroke and no frame waits for it. */
export function useProblemsOf({
  store,
  flowKey,
  saved,
}: {
  store: EditorStore;
  flowKey: string;
  saved: number | undefined;
}): void {
  const surroundings = useServerProblems({ flowKey, saved });
  useEffect(() => {
    let looked: FlowDocument | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let since = 0;
    let reading: { stop(): void } | undefined;
    const look = () => {
      timer = undefined;
      const { document } = store;
      if (document === looked) return;
      looked = document;
      reading?.stop();
      reading = inSlices(problemsInSteps({ document, types: nodeRegistry }), (problems) => {
        const found = byNode([...problems, ...surroundings]);
        store.setProblems(sameLists({ before: store.state.problems, after: found }));
      });
    };
    look();
    const stop = store.subscribe(() => {
      if (store.document === looked) return;
      const now = performance.now();
      if (timer === undefined) since = now;
      else if (!store.state.typed || now - since > TYPED_ON_MS) return;
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      reading?.stop();
      stop();
    };
  }, [store, surroundings]);
}

const none: FlowProblem[] = [];

// What only the server can tell: missing connections and variables, subflows, scripts that do not parse. Asked when the draft has been saved.
function useServerProblems({ flowKey, saved }: { flowKey: string; saved: number | undefined }): FlowProblem[] {
  const [last, setLast] = useState(none);
  // It looks at the whole flow and parses its scripts: whoever types is let finish.
  const [settled] = useDebouncedValue(saved, SETTLED_MS);
  const answer = useQuery({
    queryKey: ['validate', flowKey, settled],
    enabled: settled !== undefined,
    queryFn: async () => (await client.call('validateFlow', { params: { key: flowKey }, body: {} })).data.issues,
  });
  useEffect(() => {
    if (!answer.data) return;
    const found = answer.data.filter((problem) => /^(connection|env|subflow|script|model)\./.test(problem.code));
    setLast((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
  }, [answer.data]);
  return last;
}

function byNode(problems: FlowProblem[]): Map<string, FlowProblem[]> {
  return Map.groupBy(problems, (problem) => problem.nodeId ?? '');
}

// Lists that did not change keep their identity, so that only the cards are drawn anew whose problems did.
function sameLists({
  before,
  after,
}: {
  before: ReadonlyMap<string, FlowProblem[]>;
  after: Map<string, FlowProblem[]>;
}): Map<string, FlowProblem[]> {
  for (const [id, problems] of after) {
    const old = before.get(id);
    if (old && JSON.stringify(old) === JSON.stringify(problems)) after.set(id, old);
  }
  return after;
}
