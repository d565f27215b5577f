import type { Arrival } from '@patchbay/node-kit';
import type { CompiledNode } from './compile-node.ts';

/** Where a run stands: the node to visit next and why. */
export interface Cursor {
  node: CompiledNode;
  arrival: Arrival;
  /** That of the visit which waited, on a resume. */
  effectKey?: string;
  /** Ids that this visit drew before it was broken off, in order: it draws them again. */
  ids?: readonly string[];
}

/** At a flow's start as if the message had been waited for there: it neither greets nor waits. */
export function startCursor({ start, text }: { start: CompiledNode; text: string }): Cursor {
  return { node: start, arrival: { kind: 'message', text, waiting: { kind: 'message' }, state: undefined } };
}
