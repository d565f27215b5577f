import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation } from '../operations/apply-operation.ts';
import { type MadeName, madeName, type NameScope, namesIn } from './made-name.ts';

/** A name of mine that others gave to something of theirs at the same time, and the one that it gets instead. */
export interface Renaming {
  scope: NameScope;
  from: string;
  to: string;
  /** The place among mine from which on the name means what I made. */
  since: number;
}

/**
 * Which names both made at the same time: two nodes, notes, frames or items of a list that are not the same thing. Mine gets the next free name, so that both stay. They are in
 * an order in which one can be made after another. Theirs are gone through one by one, and of mine each by those before it: so it comes to the same
 * whether they are heard at once or in parts, and whether the rest of mine is known.
 */
export function doubledNames({
  base,
  mine,
  theirs,
}: {
  /** Before mine and theirs. */
  base: FlowDocument;
  mine: readonly Operation[];
  theirs: readonly Operation[];
}): Renaming[] {
  const own = new Map<string, Own>();
  for (const [since, operation] of mine.entries()) {
    const made = madeName(operation);
    if (made && !own.has(keyOf(made))) own.set(keyOf(made), { made, since, id: made.id });
  }
  const meets = (operation: Operation) => {
    const made = madeName(operation);
    return made !== undefined && own.has(keyOf(made));
  };
  if (own.size === 0 || !theirs.some(meets)) return [];
  let document = base;
  for (const operation of theirs) {
    const result = applyOperation({ document, operation });
    if (!result.ok) continue;
    ({ document } = result);
    const made = madeName(operation);
    if (made) evade({ own: [...own.values()].filter((one) => isSame(one.made.scope, made.scope)), made, document });
  }
  return [...own.values()]
    .filter(({ made, id }) => made.id !== id)
    .map(({ made, id, since }) => ({ scope: made.scope, from: made.id, to: id, since }))
    .reverse();
}

interface Own {
  made: MadeName;
  since: number;
  /** The name that it has by now. */
  id: string;
}

function evade({ own, made, document }: { own: readonly Own[]; made: MadeName; document: FlowDocument }): void {
  const taken = namesIn({ document, scope: made.scope });
  const earlier = new Set<string>();
  for (const one of own) {
    if ((one.id === made.id && !isOneThing(one.made, made)) || earlier.has(one.id))
      one.id = nextFree({ id: one.id, isTaken: (id) => taken.has(id) || earlier.has(id) });
    earlier.add(one.id).add(one.made.id);
  }
}

// Both brought back what had been there, or gave one node the same name.
function isOneThing(mine: MadeName, theirs: MadeName): boolean {
  if (mine.restored && theirs.restored) return true;
  return mine.was !== undefined && mine.was === theirs.was;
}

function isSame(one: NameScope, other: NameScope): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function keyOf({ scope, id }: MadeName): string {
  return JSON.stringify([scope, id]);
}

const LONGEST_STEM = 56;

// Numbers go on: `question`, `question_2`, `question_3`, and `option3`, `option4`.
function nextFree({ id, isTaken }: { id: string; isTaken(id: string): boolean }): string {
  const [, stem = id, digits] = /^(.*?)(\d+)$/s.exec(id) ?? [];
  const root = stem.slice(0, LONGEST_STEM);
  const begin = digits === undefined || digits.length > 9 ? `${root}_` : root;
  let number = digits === undefined || digits.length > 9 ? 2 : Number(digits) + 1;
  while (isTaken(`${begin}${number}`)) number++;
  return `${begin}${number}`;
}
