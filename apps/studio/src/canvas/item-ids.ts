import type { FlowEdge } from '@patchbay/flow-spec';

// What is selected on the canvas, by name: a node by its id, whatever else under a prefix that no node id can have.

export function noteItem(id: string): string {
  return `note:${id}`;
}

export function frameItem(id: string): string {
  return `frame:${id}`;
}

export function edgeItem({ from, port }: Pick<FlowEdge, 'from' | 'port'>): string {
  return `edge:${from} ${port}`;
}
