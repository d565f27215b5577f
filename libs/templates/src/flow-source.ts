import type { FlowSettings, VariableType } from '@patchbay/flow-spec';
import type { Both } from './both.ts';

/** A flow as a template writes it: texts in both languages, places in columns and rows. */
export interface FlowSource {
  name: Both;
  description: Both;
  variables: readonly VariableSource[];
  /** By id; the start comes first. */
  nodes: Readonly<Record<string, NodeSource>>;
  /** `from -> to` for the port `next`, `from port -> to` for others. */
  edges: readonly string[];
  notes?: readonly NoteSource[];
  frames?: readonly FrameSource[];
  settings?: FlowSettings;
}

export interface VariableSource {
  key: string;
  type: VariableType;
  /** Texts in it may be in both languages. */
  default?: unknown;
  description: Both;
}

export interface NodeSource {
  type: string;
  /** What it is called on the canvas, and in the picture of the template. */
  label?: Both;
  /** Texts in it may be in both languages. */
  config: Readonly<Record<string, unknown>>;
  /** Column and row. */
  at: readonly [number, number];
}

export interface NoteSource {
  id: string;
  text: Both;
  at: readonly [number, number];
  width?: number;
  height?: number;
}

/** An area from one place to another, both within it. */
export interface FrameSource {
  id: string;
  title: Both;
  color: string;
  from: readonly [number, number];
  to: readonly [number, number];
  /** Height of the lowest card, where it has many ports. */
  last?: number;
}
