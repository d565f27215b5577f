import type { FlowDocument, FlowEdge, FlowFrame, FlowNode, FlowNote } from '@patchbay/flow-spec';
import { edgeItem, frameItem, noteItem } from '../canvas/item-ids.ts';

/** What is selected, by kind. */
export function chosenIn({ document, selection }: { document: FlowDocument; selection: ReadonlySet<string> }): {
  nodes: FlowNode[];
  notes: FlowNote[];
  frames: FlowFrame[];
  paths: FlowEdge[];
} {
  return {
    nodes: document.nodes.filter((node) => selection.has(node.id)),
    notes: (document.notes ?? []).filter((note) => selection.has(noteItem(note.id))),
    frames: (document.frames ?? []).filter((frame) => selection.has(frameItem(frame.id))),
    paths: document.edges.filter((edge) => selection.has(edgeItem(edge))),
  };
}
