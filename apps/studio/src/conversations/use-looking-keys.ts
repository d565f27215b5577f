import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { Command } from '../commands/command.ts';
import { useCommandKeys } from '../commands/use-command-keys.ts';
import { walk } from '../commands/walk.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { focusNodeData } from '../trace/focus-node-data.ts';

interface Options {
  store: EditorStore;
  reveal(id: string): void;
  toggleOutline(): void;
}

/** The keys of the editor that only look, on a canvas on which nothing is edited. */
export function useLookingKeys({ store, reveal, toggleOutline }: Options): void {
  const flow = useReactFlow();
  const commands = useMemo(() => {
    const key = (id: string, keys: readonly string[], run: () => void): Command => ({
      ...{ id, keys, run, label: id },
      group: 'View',
    });
    const ways = ['left', 'right', 'up', 'down'] as const;
    return [
      ...ways.map((way) =>
        key(way, [`arrow${way}`], () => {
          const next = walk({ document: store.document, from: [...store.state.selection].at(-1), way });
          if (next !== undefined) reveal(next);
        }),
      ),
      key('node-data', ['d'], focusNodeData),
      key('none', ['escape'], () => store.select([])),
      key('outline', ['o'], toggleOutline),
      key('fit', ['shift+1', '!'], () => void flow.fitView({ maxZoom: 1, padding: 0.12, duration: 250 })),
    ];
  }, [store, flow, reveal, toggleOutline]);
  useCommandKeys({ commands, readOnly: true });
}
