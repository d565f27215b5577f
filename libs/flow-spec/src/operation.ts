import type { FlowDocument, FlowEdge, FlowNode, FlowNote, FlowVariable, Position } from './flow-document.ts';

/**
 * One change of a document. `applyOperation` is total: any operation on any document gives a valid document and the inverse operations, or a typed refusal.
 * The unit of merge is one field of one node or edge: `node.set` sets one value inside a config by path (a step is a key, or an index of a list);
 * without `value` it removes it. `node.remove` takes the node's edges, position and translations with it, and its inverse brings all back.
 */
export type Operation =
  | { type: 'node.add'; node: FlowNode; position?: Position; index?: number }
  | { type: 'node.remove'; id: string }
  | { type: 'node.set'; id: string; path: (string | number)[]; value?: unknown }
  | { type: 'node.label'; id: string; label?: string }
  | { type: 'node.move'; id: string; position?: Position }
  | { type: 'node.rename'; id: string; to: string }
  | { type: 'node.convert'; id: string; node: FlowNode }
  | { type: 'edge.add'; edge: FlowEdge; index?: number }
  | { type: 'edge.remove'; from: string; port: string }
  | { type: 'edge.reconnect'; from: string; port: string; to: string }
  | { type: 'variable.add'; variable: FlowVariable; index?: number }
  | { type: 'variable.set'; key: string; variable: FlowVariable }
  | { type: 'variable.remove'; key: string }
  | { type: 'note.add'; note: FlowNote; index?: number }
  | { type: 'note.set'; id: string; note: FlowNote }
  | { type: 'note.remove'; id: string }
  | { type: 'flow.set'; field: 'name' | 'description' | 'language' | 'minVersion'; value?: string }
  | { type: 'settings.set'; path: string[]; value?: unknown }
  | { type: 'translation.set'; language: string; path: string; value?: string }
  | { type: 'document.replace'; document: FlowDocument };
