import type { UploadKind } from './upload-settings.ts';

/** The flow document, version 1, as a document that was let in looks: see the public reference of the format. Ids are unique, edges lead from and to nodes that exist. */
export interface FlowDocument {
  format: 'patchbay.flow/1';
  minVersion?: string;
  key: string;
  name: string;
  description?: string;
  variables?: FlowVariable[];
  nodes: FlowNode[];
  edges: FlowEdge[];
  /** Positions on the canvas by node id; never affects a run. */
  layout?: Record<string, Position>;
  notes?: FlowNote[];
  /** Areas of the canvas with a title, drawn behind the nodes; a node belongs to the one that it stands in. Never affect a run. */
  frames?: FlowFrame[];
  settings?: FlowSettings;
  language?: string;
  /** Texts by language and path (`hello.text`, `what.options.laptop.label`). */
  translations?: Record<string, Record<string, string>>;
}

export interface FlowNode {
  id: string;
  type: string;
  /** As the author wrote it, valid or not: a faulty config is a problem, not a refusal. */
  config?: Record<string, unknown>;
  /** What the author calls it on the canvas; without it the type's title. */
  label?: string;
  /** Version of the node type that the config was written for; 1 when absent. */
  version?: number;
}

/** Its identity is `from` and `port`: one edge leaves a port. */
export interface FlowEdge {
  from: string;
  port: string;
  to: string;
}

export type VariableType = 'string' | 'number' | 'boolean' | 'object' | 'array';

export interface FlowVariable {
  key: string;
  type: VariableType;
  default?: unknown;
  input?: boolean;
  scope?: 'conversation' | 'user';
  description?: string;
}

export interface Position {
  x: number;
  y: number;
}

export interface FlowNote {
  id: string;
  text: string;
  x: number;
  y: number;
  width?: number;
  height?: number;
  color?: string;
}

export interface FlowFrame {
  id: string;
  title: string;
  x: number;
  y: number;
  width: number;
  height: number;
  color?: string;
}

export type OnError = 'apologise' | 'handoff' | { goto: string };
export type OnStuck = 'repeat' | 'handoff' | { goto: string };

export interface FlowSettings {
  maxStepsPerTurn?: number;
  onError?: OnError;
  onStuck?: OnStuck;
  idle?: { minutes: number; goto?: string };
  back?: boolean;
  /** Sites, as origins, that may show the chat in a frame; without it only the installation's own. */
  embedding?: { origins: string[] };
  /** Tokens that models may take, in and out together; without them those of the workspace hold alone. */
  budget?: { conversationTokens?: number; dailyTokens?: number };
  /** What users may send along; without it the installation's limits hold. `maxMb` 0: nothing. */
  uploads?: { maxMb?: number; kinds?: UploadKind[] };
  /** Overrides of the product's own texts, by language then key, or by key alone. */
  texts?: Record<string, string | Record<string, string>>;
}
