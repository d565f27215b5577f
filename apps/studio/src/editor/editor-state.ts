import type { FlowDocument, FlowProblem } from '@patchbay/flow-spec';
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
  /** Nodes that the preview has gone through, and the one it is at. */
  path: {
    visited: ReadonlySet<string>;
    current: string | undefined;
    /** What each node was last given, with its templates filled in. */
    given: ReadonlyMap<string, unknown>;
  };
}
