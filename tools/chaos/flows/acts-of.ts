import type { Scene } from './chaos-flow.ts';

/** `plain`: the other side does it each time it is asked. `keyed`: once a key. `idempotent`: the same again changes nothing. */
export type ActKind = 'plain' | 'keyed' | 'idempotent';

/**
 * What is wrong between what was said of an act and what the other side knows of it. `outcome`: `done`, else the error's code that was said;
 * `said`: all that was said in the turn.
 */
export function actsOf(options: {
  scene: Pick<Scene, 'itsm' | 'effects'>;
  id: string;
  step: string;
  kind: ActKind;
  outcome: string | undefined;
  said: readonly string[];
}): string[] {
  const { scene, id, step, kind, outcome, said } = options;
  const deeds = scene.itsm.deedsOf(id).get(step);
  const performed = deeds?.performed ?? 0;
  const keys = deeds?.keys.size ?? 0;
  const what = `${step} of ${id}`;
  const found: string[] = [];
  if (kind !== 'idempotent' && performed > 1)
    found.push(`${what} was done ${performed} times (${keys} keys, ${deeds?.requests} requests)`);
  if (kind !== 'plain' && keys > 1) found.push(`${what} was asked for under ${keys} keys`);
  if (outcome === 'done' && performed === 0) found.push(`${what} is said to be done, and was not`);
  if (outcome === 'effect.unknown') {
    if (kind !== 'plain') found.push(`${what} could have been repeated, and was given up as unknown`);
    if (!said.some((text) => text.startsWith('It is not known')))
      found.push(`${what} is unknown, and the user was not told`);
    if (!scene.effects.some(({ status }) => status === 'unknown'))
      found.push(`${what} is unknown, and the record does not show it`);
  } else if (outcome !== undefined && outcome !== 'done' && (deeds?.unanswered ?? 0) === 0) {
    found.push(`${what} failed with ${outcome} although the other side answered`);
  }
  return found;
}
