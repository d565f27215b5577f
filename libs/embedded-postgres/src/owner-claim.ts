import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hasCode } from './has-code.ts';
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

/**
 * The claim of a file whose process lives, with the time of its last beat where that alone told so. `gone`: there is no such file, and one of its name may come
 * again; `dead`: it may be removed.
 */
export function judgeClaim({
  file,
  place,
}: {
  file: string;
  place: string;
}): (OwnerClaim & { heardAt: number | undefined }) | 'gone' | 'dead' {
  let text: string;
  let heardAt: number;
  try {
    heardAt = statSync(file).mtimeMs;
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'gone';
    throw error;
  }
  const claim = parse(text);
  if (!claim) return 'dead';
  if (claim.place === place) {
    const lives = isAlive(claim.pid) && startTimeOf(claim.pid) === claim.startTime;
    return lives ? { ...claim, heardAt: undefined } : 'dead';
  }
  // In another container, or on another machine with the same disk, a process is known by its beats alone.
  return Date.now() - heardAt < SILENCE_MS ? { ...claim, heardAt } : 'dead';
}

function parse(text: string): OwnerClaim | undefined {
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
