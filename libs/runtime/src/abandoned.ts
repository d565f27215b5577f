import { TurnLimit } from './turn-limit.ts';

/** How often other work gets its turn before a node that goes on after the end of the turn's time is left alone: enough to write down what it has. */
const ROUNDS = 50;

/** Rejects with `turn.timeout` a little after the signal is aborted, so that a node which takes no notice of it cannot hold the turn. */
export function abandoned({ signal, yieldNow }: { signal: AbortSignal; yieldNow(): Promise<void> }): {
  after: Promise<never>;
  forget(): void;
} {
  let onAbort = () => undefined as void;
  const after = new Promise<never>((_, reject) => {
    onAbort = () => void rounds(yieldNow).then(() => reject(new TurnLimit('turn.timeout')), reject);
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { after, forget: () => signal.removeEventListener('abort', onAbort) };
}

async function rounds(yieldNow: () => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await yieldNow();
}
