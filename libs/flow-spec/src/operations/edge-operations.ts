import { checkEdge } from '../checks/check-edge.ts';
import type { FlowDocument, FlowEdge } from '../flow-document.ts';
import { faultOf } from './fault-of.ts';
import { withItemAt } from './list-edits.ts';
import { type Applying, type OperationResult, refuse } from './operation-result.ts';

const EDGE_LEVEL = 3;

function hasNode(document: FlowDocument, id: string): boolean {
  return document.nodes.some((node) => node.id === id);
}

function indexOf(document: FlowDocument, { from, port }: { from: string; port: string }): number {
  return document.edges.findIndex((edge) => edge.from === from && edge.port === port);
}

function noEdge({ from, port }: { from: string; port: string }): OperationResult {
  return refuse('edge.unknown', `No edge leaves the port "${port}" of "${from}".`);
}

export function edgeAdd({ document, operation: { edge, index } }: Applying<'edge.add'>): OperationResult {
  const fault = edgeFault(edge);
  if (fault !== undefined) return refuse('edge.invalid', fault);
  for (const id of [edge.from, edge.to])
    if (!hasNode(document, id)) return refuse('node.unknown', `There is no node "${id}".`);
  if (indexOf(document, edge) >= 0)
    return refuse('edge.port_taken', `An edge leaves the port "${edge.port}" of "${edge.from}" already.`);
  return {
    ok: true,
    document: { ...document, edges: withItemAt({ list: document.edges, item: edge, index }) },
    inverse: [{ type: 'edge.remove', from: edge.from, port: edge.port }],
  };
}

/** What is wrong with an edge by itself. */
export function edgeFault(edge: FlowEdge): string | undefined {
  return faultOf({ value: edge, level: EDGE_LEVEL, check: (part) => checkEdge({ ...part, hasNode: () => true }) });
}

export function edgeRemove({ document, operation }: Applying<'edge.remove'>): OperationResult {
  const index = indexOf(document, operation);
  const edge = document.edges[index];
  if (!edge) return noEdge(operation);
  return {
    ok: true,
    document: { ...document, edges: document.edges.toSpliced(index, 1) },
    inverse: [{ type: 'edge.add', edge, index }],
  };
}

export function edgeReconnect({ document, operation }: Applying<'edge.reconnect'>): OperationResult {
  const { from, port, to } = operation;
  const index = indexOf(document, operation);
  const edge = document.edges[index];
  if (!edge) return noEdge(operation);
  if (!hasNode(document, to)) return refuse('node.unknown', `There is no node "${to}".`);
  return {
    ok: true,
    document: { ...document, edges: document.edges.with(index, { ...edge, to }) },
    inverse: [{ type: 'edge.reconnect', from, port, to: edge.to }],
  };
}
