import { z } from 'zod';
import type { CompiledFlow } from './compile-flow.ts';
import { type Frame, SNAPSHOT_FORMAT, type Snapshot } from './snapshot.ts';

/** A conversation that has just begun. */
export function initialSnapshot(flow: CompiledFlow): Snapshot {
  return {
    format: SNAPSHOT_FORMAT,
    episode: 1,
    status: 'fresh',
    frames: [newFrame({ flow, caller: null })],
    turns: 0,
    message: { text: '', files: [] },
    visits: 0,
    user: {},
  };
}

export function newFrame({ flow, caller }: { flow: CompiledFlow; caller: string | null }): Frame {
  return { flow: flow.key, version: flow.version, vars: { ...flow.defaults }, nodes: {}, loops: [], caller };
}

const headSchema = z.object({ format: z.number(), episode: z.number(), frames: z.array(z.unknown()).min(1) });

/** A snapshot from its JSON value. Throws when it was written by a release that this one cannot read. */
export function readSnapshot(value: unknown): Snapshot {
  const head = headSchema.parse(value);
  if (head.format !== SNAPSHOT_FORMAT)
    throw new Error(`snapshot format ${head.format} is not readable by this release`);
  return value as Snapshot; // Written by `settled` alone: its shape is this release's own, told by the format number.
}
