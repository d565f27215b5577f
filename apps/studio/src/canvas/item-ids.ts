import type { FlowEdge } from '@patchbay/flow-spec';

// What is selected on the canvas, by name: a node by its id, whatever else under a prefix that no node id can have.

export function noteItem(id: string): string {
  return `note:${id}`;
}

export function frameItem(id: string): string {
  return `frame:${id}`;
}

/** What a name stands for: a node, note or frame by its id, or the edge of a port. */
export function itemOf(
  name: string,
): { kind: 'node' | 'note' | 'frame'; id: string } | { kind: 'edge'; from: string; port: string } {
  const [, kind, rest = ''] = /^(note|frame|edge):(.*)$/s.exec(name) ?? [];
  if (kind === 'note' || kind === 'frame') return { kind, id: rest };
  if (kind !== 'edge') return { kind: 'node', id: name };
  const gap = rest.indexOf(' ');
  return { kind, from: rest.slice(0, gap), port: rest.slice(gap + 1) };
}

export function edgeItem({ from, port }: Pick<FlowEdge, 'from' | 'port'>): string {
  return `edge:${from} ${port}`;
}
