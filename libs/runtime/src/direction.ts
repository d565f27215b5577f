import type { Arrival, JsonObject, JsonValue, Verdict } from '@patchbay/node-kit';
import type { Frame } from './snapshot.ts';

/** The visit that comes next, as who directs a run is told of it. Read only: `vars`, `nodes` and `loops` are those that the run goes by. */
export interface UpcomingVisit {
  flow: string;
  nodeId: string;
  nodeType: string;
  /** Flows that were called to get here. */
  depth: number;
  arrival: Arrival;
  vars: Readonly<JsonObject>;
  nodes: Readonly<JsonObject>;
  /** Loops of the flow that the visit is in, the innermost last. */
  loops: Readonly<Frame['loops']>;
  message: { text: string; files: readonly JsonValue[] };
}

/**
 * What becomes of a visit. `run`: it is made, with variables set before it. `instead`: the verdict stands in for it, and the node is not run.
 * `stop`: the turn ends here, and the conversation waits at no node.
 */
export type Direction =
  | { kind: 'run'; assign?: readonly { path: string; value: JsonValue | undefined }[] }
  | {
      kind: 'instead';
      verdict: Extract<Verdict, { kind: 'next' | 'fail' }>;
      assign?: readonly { path: string; value: JsonValue | undefined }[];
    }
  | { kind: 'stop' };

/** Asked before each visit; takes as long as it likes. Tests alone are directed. */
export type Director = (at: UpcomingVisit) => Direction | Promise<Direction>;
