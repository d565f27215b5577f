import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { applyOperation } from '../operations/apply-operation.ts';
import { besideTheirs } from './beside-theirs.ts';
import { doubledNames, type Renaming } from './doubled-names.ts';
import { expandReplacements } from './expand-replacements.ts';
import { mergePair, type Standing } from './merge-pair.ts';
import { pathsToNew } from './paths-to-new.ts';
import { renameOwn } from './rename-own.ts';
import { valueOperation } from './value-operation.ts';

export interface Rebased {
  /** Mine as they read after theirs, each with its place in the list of mine; without an operation where nothing is left of it. */
  mine: { origin: number; operation: Operation | undefined }[];
  /** Theirs as they read after mine. */
  theirs: Operation[];
  /** Pairs that touch the same unit and could not be put together, by their places in the two lists. */
  collisions: { mine: number; theirs: number }[];
  /** Names that both gave at once, as mine are called now. */
  renamings: Renaming[];
  /** Mine that led on a path which others had led on to something new as well: it stays with theirs. */
  ceded: number[];
}

/**
 * Operations as they must be after others that were made at the same time on the same document. With the `base` that both began from, texts that both changed
 * are put together by words, and notes, frames and variables by their fields; and what both made under one name stays twice, mine under the next that is free.
 */
export function rebaseOperations({
  mine,
  theirs,
  base,
  stands = 'mine',
}: {
  mine: readonly Operation[];
  theirs: readonly Operation[];
  base?: FlowDocument | undefined;
  stands?: Standing;
}): Rebased {
  const rebased: Rebased = { mine: [], theirs: [], collisions: [], renamings: [], ceded: [] };
  const expanded = expandReplacements({ base: theirs.length > 0 ? base : undefined, operations: mine });
  // Theirs, as they would read after those of mine that were gone through already.
  let others = expandReplacements({ base, operations: theirs });
  const made = expanded.map(({ operation }) => operation);
  const foreign = others.map(({ operation }) => operation);
  const doubled = base ? doubledNames({ base, mine: made, theirs: foreign }) : [];
  rebased.renamings = doubled.map((one) => ({ ...one, since: expanded[one.since]?.origin ?? 0 }));
  const renamed = doubled.length > 0 ? renameOwn({ operations: made, renamings: doubled }) : made;
  const named = base ? besideTheirs({ base, mine: renamed, theirs: foreign }) : renamed;
  const own = named.map((operation, index) => ({ operation, origin: expanded[index]?.origin ?? index }));
  const ceding = pathsToNew({ mine: named, theirs: foreign });
  // The base with those of mine on top that were gone through already.
  let ground = base;
  for (const { operation: original, origin } of own) {
    let operation: Operation | undefined = original;
    let before = ground && { value: valueOperation(original)?.read(ground) };
    const kept: typeof others = [];
    for (const other of others) {
      if (!operation) {
        kept.push(other);
        continue;
      }
      const ceded = ceding({ mine: operation, theirs: other.operation });
      if (ceded) {
        if (operation.type !== 'edge.remove') rebased.ceded.push(origin);
        operation = undefined;
        if (ceded.theirs) kept.push({ ...other, operation: ceded.theirs });
        continue;
      }
      const pair = mergePair({ mine: operation, theirs: other.operation, before, stands });
      if (pair.collides) rebased.collisions.push({ mine: origin, theirs: other.origin });
      before = before && valueAfter({ before, mine: operation, theirs: other.operation });
      operation = pair.mine;
      if (pair.theirs) kept.push({ ...other, operation: pair.theirs });
    }
    others = kept;
    rebased.mine.push({ origin, operation });
    if (ground && others.length > 0) {
      const grown = applyOperation({ document: ground, operation: original });
      if (grown.ok) ground = grown.document;
    }
  }
  rebased.theirs = others.map((other) => other.operation);
  return rebased;
}

// What the field that mine sets holds once theirs is there.
function valueAfter({ before, mine, theirs }: { before: { value: unknown }; mine: Operation; theirs: Operation }): {
  value: unknown;
} {
  const own = valueOperation(mine);
  const other = own && valueOperation(theirs);
  return own && other && own.unit === other.unit ? { value: other.value } : before;
}
