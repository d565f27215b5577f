import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { isAlive, startTimeOf } from './process-identity.ts';

/** How often an owner that lives touches its claim, and after what silence one that cannot be looked at counts as dead. Milliseconds. */
export const BEAT_MS = 2_000;
const SILENCE_MS = 7_000;

const claimSchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
  /** Where its process id counts. */
  place: z.string(),
  /** False while it is still looking whether it is the only one. */
  owns: z.boolean(),
});
export type OwnerClaim = z.infer<typeof claimSchema>;

/** Puts a claim into its file in one step: nobody ever reads half of it. */
export function writeClaim({ file, claim }: { file: string; claim: OwnerClaim }): void {
  const unfinished = `${file}.part`;
  writeFileSync(unfinished, JSON.stringify(claim), { mode: 0o600 });
  renameSync(unfinished, file);
}

/** The claim of a file, if its process lives; `heardAt` (time of its last beat) only where that alone told. Undefined when it is dead, gone or unreadable. */
export function livingClaim({
  file,
  place,
}: {
  file: string;
  place: string;
}): (OwnerClaim & { heardAt: number | undefined }) | undefined {
  let claim: OwnerClaim;
  let heardAt: number;
  try {
    heardAt = statSync(file).mtimeMs;
    claim = claimSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
  // In another container, or on another machine with the same disk, a process is known by its beats alone.
  const outOfSight = claim.place !== place;
  const lives = outOfSight
    ? Date.now() - heardAt < SILENCE_MS
    : isAlive(claim.pid) && startTimeOf(claim.pid) === claim.startTime;
  return lives ? { ...claim, heardAt: outOfSight ? heardAt : undefined } : undefined;
}
