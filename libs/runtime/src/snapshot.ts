import type { JsonObject, JsonValue, Waiting } from '@patchbay/node-kit';

/** Format number of snapshots that this release writes. Readers upgrade older ones; writers never rewrite. */
export const SNAPSHOT_FORMAT = 1;

/** All that a conversation needs to go on after any pause: plain JSON, survives a round trip. */
export interface Snapshot {
  format: typeof SNAPSHOT_FORMAT;
  /** Counts begin at 1; a message to a closed conversation begins the next. */
  episode: number;
  /** `fresh`: nothing ran yet. `waiting`: the top frame waits at a node. `idle`: it waits at no node, the next message starts at `start`. `closed`. */
  status: 'fresh' | 'waiting' | 'idle' | 'closed';
  /** The flow that runs at the bottom, then the subflows that are called, innermost last. */
  frames: Frame[];
  waiting?: WaitingAt;
  /** Turns of the user so far, in all episodes. */
  turns: number;
  /** The last message that was typed or uploaded. */
  message: { text: string; files: JsonValue[] };
  /** Counts visits, so that an effect key is new at each. */
  visits: number;
  /** Variables of scope `user` for an anonymous user, by flow key. */
  user: Record<string, JsonObject>;
}

export interface Frame {
  flow: string;
  /** Published version that this conversation keeps; null for a draft in preview. */
  version: number | null;
  /** A variable that is not there is empty: undeclared, declared without a default, or put back to none. */
  vars: JsonObject;
  /** Last result of each node, `{ error }` for one that failed. */
  nodes: JsonObject;
  /** Loops that the path is inside of, outermost first. */
  loops: { node: string; state: JsonValue }[];
  /** Node of the frame below that called this one; null for the bottom frame. */
  caller: string | null;
  /** Nodes that a path returns to when it ends, and which then ask again; innermost last. */
  interrupted?: Interruption[];
  /** Whether the path was begun by `onError`: an error on it apologises. */
  recovering?: boolean;
}

/** A node that a path was begun from in its midst, with what the path before it had around it. */
export interface Interruption {
  node: string;
  /** Loops that it stood in: how many of the frame's. */
  loops: number;
  recovering: boolean;
}

export interface WaitingAt {
  flow: string;
  node: string;
  waiting: Waiting;
  state?: JsonValue;
  effectKey: string;
}
