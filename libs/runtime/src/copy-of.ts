import type { Frame, Snapshot } from './snapshot.ts';

/** A snapshot that stays as it is while the engine goes on: it changes frames in place, their values it copies on the way. */
export function copyOf(snapshot: Snapshot): Snapshot {
  const frames = snapshot.frames.map(
    (frame): Frame => ({
      ...frame,
      vars: { ...frame.vars },
      nodes: { ...frame.nodes },
      loops: [...frame.loops],
      ...(frame.interrupted ? { interrupted: [...frame.interrupted] } : {}),
    }),
  );
  return { ...snapshot, frames };
}
