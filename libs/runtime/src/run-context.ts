import type { JsonObject, NodeHandler, ServiceName } from '@patchbay/node-kit';
import type { CompiledFlow } from './compile-flow.ts';
import type { Director } from './direction.ts';
import type { CutPlace } from './run-event.ts';

/** The flow that runs and those it calls, with the versions that this conversation keeps. */
export interface Plan {
  main: CompiledFlow;
  /** Called flows by key, at any depth. */
  flows: ReadonlyMap<string, CompiledFlow>;
}

/** Handlers by node type. Each is typed from its own definition where it is made; here they are only dispatched to. */
export type Handlers = Readonly<Record<string, NodeHandler<never, ServiceName> | undefined>>;

/** All that a run may know of the world: the engine reads no clock, no random and no environment of its own. */
export interface RunContext {
  /** ISO time, UTC, that stands still through the turn. */
  now: string;
  conversation: { id: string; startedAt: string; channel: string; locale: string; timezone: string };
  /** Verified claims of the end user; empty when there are none. */
  user: JsonObject;
  /** Workspace variables. */
  env: JsonObject;
  newId(): string;
  /** Milliseconds from any fixed moment, never going back. */
  elapsedMs(): number;
  /** Lets other work of the process go on; called every few milliseconds of a long turn. */
  yieldNow(): Promise<void>;
  /** Aborted with the reason `stopped` when the user stops the answer that is being written; a new one after each stop. */
  stopSignal(): AbortSignal;
  /** Whether steps are told. */
  trace: boolean;
  /** What a trace shows of a value: hides what must not be shown and cuts what is long, which it adds to `cut`. Leaves the value itself as it is. */
  censor?(value: unknown, cut: CutPlace[]): unknown;
  /** Asked before each visit of a test that is debugged; not set for anybody's real conversation. */
  direct?: Director;
  /** An unexpected error of a handler, for the operator's log; the user gets a general message. */
  onInternalError?(error: unknown, place: { flow: string; nodeId: string }): void;
}

/** Limits of one turn, in one place. */
export const TURN_LIMITS = {
  /** Nodes, subflows and loops included. */
  nodes: 20_000,
  /** Milliseconds of the engine's own time: waiting for services does not count. */
  engineMs: 60_000,
  /** Flows called from one another. */
  depth: 8,
  /** Milliseconds of work after which other work of the process gets its turn. */
  sliceMs: 4,
} as const;
