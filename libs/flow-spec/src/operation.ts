import type { FlowDocument, FlowEdge, FlowFrame, FlowNode, FlowNote, FlowVariable, Position } from './flow-document.ts';

/**
 * One change of a document. `applyOperation` is total: any operation on any document gives a valid document and the inverse operations, or a typed refusal.
 * The unit of merge is one field of one node or edge: `node.set` sets one value inside a config by path (a step is a key, or an index of a list);
 * without `value` it removes it. `node.remove` takes the node's edges, position and translations with it, and its inverse brings all back.
 *
 * `index`, `place`, `places` and `tidy` are there so that an inverse gives back the document to the letter; who edits can leave them out.
 * `place` says where a key comes among its siblings when it is made; `places` says so for the last steps of a path, and with it a step that is an
 * index puts an item in between instead of replacing one. `tidy` is how many of the containers around what is removed go too when they are left empty.
 */
export type Operation =
  | { type: 'node.add'; node: FlowNode; position?: Position; index?: number }
  | { type: 'node.remove'; id: string; tidy?: number }
  | { type: 'node.set'; id: string; path: (string | number)[]; value?: unknown; places?: number[]; tidy?: number }
  | { type: 'node.label'; id: string; label?: string; place?: number }
  | { type: 'node.move'; id: string; position?: Position; places?: number[]; tidy?: number }
  | { type: 'node.rename'; id: string; to: string }
  | { type: 'node.convert'; id: string; node: FlowNode }
  | { type: 'edge.add'; edge: FlowEdge; index?: number }
  | { type: 'edge.remove'; from: string; port: string }
  | { type: 'edge.reconnect'; from: string; port: string; to: string }
  | { type: 'variable.add'; variable: FlowVariable; index?: number; place?: number }
  | { type: 'variable.set'; key: string; variable: FlowVariable }
  | { type: 'variable.remove'; key: string; tidy?: number }
  | { type: 'note.add'; note: FlowNote; index?: number; place?: number }
  | { type: 'note.set'; id: string; note: FlowNote }
  | { type: 'note.remove'; id: string; tidy?: number }
  | { type: 'frame.add'; frame: FlowFrame; index?: number; place?: number }
  | { type: 'frame.set'; id: string; frame: FlowFrame }
  | { type: 'frame.remove'; id: string; tidy?: number }
  | { type: 'flow.set'; field: 'name' | 'description' | 'language' | 'minVersion'; value?: string; place?: number }
  | { type: 'settings.set'; path: string[]; value?: unknown; places?: number[]; tidy?: number }
  | {
      type: 'translation.set';
      language: string;
      path: string;
      value?: string;
      places?: number[];
      tidy?: number;
    }
  | { type: 'document.replace'; document: FlowDocument };

export type OperationOf<Type extends Operation['type']> = Extract<Operation, { type: Type }>;
