import type { FlowDocument, FlowProblem } from '@patchbay/flow-spec';
import type { LitPath } from '../debug/lit-path.ts';
import type { Choice } from '../together/choice.ts';
import type { History } from './history.ts';

/** `forbidden`: what is not saved yet is kept here, as this person may not write. */
export type SaveState = 'saved' | 'saving' | 'waiting' | 'offline' | 'forbidden';

export interface EditorState {
  document: FlowDocument;
  /** Whether the last change was typed into a form: all but that form may be drawn a moment later. */
  typed: boolean;
  selection: ReadonlySet<string>;
  save: SaveState;
  /** How many changes the server does not have yet. */
  unsaved: number;
  /** Edits that met those of others and could not be put together. */
  choices: readonly Choice[];
  history: History;
  /** Problems by node id; those of the flow itself under ``. */
  problems: ReadonlyMap<string, FlowProblem[]>;
  /** The way that a conversation took on the canvas, and the node where it is. */
  path: LitPath & {
    current: string | undefined;
    /** Edges that another one took, which this is compared with. */
    others: ReadonlySet<string>;
    /** What each node was last given, with its templates filled in. */
    given: ReadonlyMap<string, unknown>;
  };
}

/** Nothing is lit. */
export const noPath: EditorState['path'] = {
  visited: new Set(),
  failed: new Set(),
  edges: new Set(),
  current: undefined,
  others: new Set(),
  given: new Map(),
};
