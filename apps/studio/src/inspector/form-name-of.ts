import { itemOf } from '../canvas/item-ids.ts';

/** What the form beside the canvas is of. */
export function formNameOf(selection: ReadonlySet<string>): 'flow' | 'node' | 'note' | 'frame' | 'edge' | 'several' {
  const [only] = selection;
  if (only === undefined) return 'flow';
  return selection.size === 1 ? itemOf(only).kind : 'several';
}
