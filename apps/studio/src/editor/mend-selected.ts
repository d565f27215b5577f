import { quickFixes } from '@patchbay/flow-spec';
import { localise } from '@patchbay/texts';
import { notifyDone } from '../api/notify.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import type { EditorStore } from './editor-store.ts';

/** Mends the first problem of what is selected that something is known for, errors before warnings, and tells what was done. */
export function mendSelected(store: EditorStore): void {
  const { selection, problems, document } = store.state;
  const own = [...selection].flatMap((id) => problems.get(id) ?? []);
  for (const severity of ['error', 'warning'])
    for (const problem of own.filter((one) => one.severity === severity)) {
      const [fix] = quickFixes({ document, types: nodeRegistry, problem });
      if (!fix) continue;
      if (store.apply(fix.operations)) notifyDone(localise(fix.label));
      return;
    }
}
