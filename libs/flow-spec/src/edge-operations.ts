import type { Applying } from './apply-operation.ts';
import type { FlowDocument } from './flow-document.ts';
import type { Operation } from './operation.ts';
import { type OperationResult, refuse } from './operation-result.ts';

type Of<Type extends Operation['type']> = Applying<Extract<Operation, { type: Type }>>;

function indexOf(document: FlowDocument, from: string, port: string): number {
  return document.edges.findIndex((edge) => edge.from === from && edge.port === port);
}

export function edgeAdd({ document, operation: { edge, index } }: Of<'edge.add'>): OperationResult {
  for (const id of [edge.from, edge.to]) {
    if (!document.nodes.some((node) => node.id === id)) return refuse('node.unknown', `There is no node "${id}".`);
  }
  if (edge.port === '') return refuse('value.invalid', 'An edge leaves a port.');
  if (indexOf(document, edge.from, edge.port) >= 0)
    return refuse('edge.port_taken', `An edge leaves the port "${edge.port}" of "${edge.from}" already.`);
  const at = index === undefined ? document.edges.length : Math.min(Math.max(0, index), document.edges.length);
  return {
    ok: true,
    document: { ...document, edges: document.edges.toSpliced(at, 0, edge) },
    inverse: [{ type: 'edge.remove', from: edge.from, port: edge.port }],
  };
}

export function edgeRemove({ document, operation: { from, port } }: Of<'edge.remove'>): OperationResult {
  const index = indexOf(document, from, port);
  const edge = document.edges[index];
  if (!edge) return refuse('edge.unknown', `No edge leaves the port "${port}" of "${from}".`);
  return {
    ok: true,
    document: { ...document, edges: document.edges.toSpliced(index, 1) },
    inverse: [{ type: 'edge.add', edge, index }],
  };
}

export function edgeReconnect({ document, operation: { from, port, to } }: Of<'edge.reconnect'>): OperationResult {
  const index = indexOf(document, from, port);
  const edge = document.edges[index];
  if (!edge) return refuse('edge.unknown', `No edge leaves the port "${port}" of "${from}".`);
  if (!document.nodes.some((node) => node.id === to)) return refuse('node.unknown', `There is no node "${to}".`);
  return {
    ok: true,
    document: { ...document, edges: document.edges.with(index, { ...edge, to }) },
    inverse: [{ type: 'edge.reconnect', from, port, to: edge.to }],
  };
}
