import { applyOperation, type FlowDocument, type Operation, type Rebased, rebaseOperations } from '@patchbay/flow-spec';
import type { Choice } from './choice.ts';
import { type Author, choiceOf, type Undo } from './choices-of.ts';
import { subflowTaking } from './subflow-taking.ts';

/** What its author is asked after unsaved edits were put on top of others'. */
export function meetings({
  base,
  mine,
  theirs,
  authors,
  rebased,
  mineDocument,
  theirsDocument,
}: {
  /** Before theirs and mine. */
  base: FlowDocument;
  mine: readonly Operation[];
  theirs: readonly Operation[];
  /** Who made each of theirs. */
  authors: readonly Author[];
  rebased: Rebased;
  mineDocument: FlowDocument;
  theirsDocument: FlowDocument;
}): Choice[] {
  const gone = new Set(rebased.mine.flatMap(({ origin, operation }) => (operation ? [] : [origin])));
  const backs = rebased.collisions.some((one) => gone.has(one.mine)) ? inversesOf({ base, theirs }) : [];
  const undos =
    rebased.collisions.length > 0 ? undosOf({ document: theirsDocument, rebased }) : new Map<number, Undo>();
  const choiceAt = (own: number, other: number) => {
    const first = mine[own];
    const second = theirs[other];
    if (!first || !second) return undefined;
    const back = gone.has(own) ? backs[other] : undefined;
    const author = authors[other] ?? { by: null };
    const undo = undos.get(own);
    const into = takingOf(theirs, second) ?? takingOf(mine, first);
    return choiceOf({
      mine: first,
      theirs: second,
      author,
      into,
      later: 'mine',
      back,
      undo,
      mineDocument,
      theirsDocument,
    });
  };
  // Of one thing the last of mine and the last of theirs are asked about.
  const last = new Map<string, { own: number; other: number }>();
  for (const { mine: own, theirs: other } of rebased.collisions) {
    const unit = choiceAt(own, other)?.unit;
    if (unit === undefined) continue;
    const known = last.get(unit) ?? { own, other };
    last.set(unit, { own: Math.max(own, known.own), other: Math.max(other, known.other) });
  }
  return [...last.values()].flatMap(({ own, other }) => choiceAt(own, other) ?? []);
}

/** The subflow into which one of several operations took a node. */
function takingOf(operations: readonly Operation[], one: Operation): string | undefined {
  return one.type === 'node.remove' ? subflowTaking({ operations, id: one.id }) : undefined;
}

/** What takes those of mine back that met one of theirs, by their places: of a thousand that were made without a connection a few do, as a rule. */
function undosOf({ document: start, rebased }: { document: FlowDocument; rebased: Rebased }): Map<number, Undo> {
  let document = start;
  const met = new Set(rebased.collisions.map(({ mine }) => mine));
  const inverses = new Map<number, Operation[]>();
  for (const { origin, operation } of rebased.mine) {
    const result = operation && applyOperation({ document, operation });
    if (!result?.ok) continue;
    ({ document } = result);
    if (!met.has(origin)) continue;
    inverses.set(origin, [...result.inverse, ...(inverses.get(origin) ?? [])]);
  }
  return new Map(
    [...inverses].map(([origin, inverse]) => {
      const later = rebased.mine.flatMap((one) => (one.origin > origin && one.operation ? [one.operation] : []));
      const afterwards = rebaseOperations({ mine: inverse, theirs: later }).mine;
      return [origin, { inverse, afterwards: afterwards.flatMap((one) => one.operation ?? []) }];
    }),
  );
}

function inversesOf({ base, theirs }: { base: FlowDocument; theirs: readonly Operation[] }): Operation[][] {
  let document = base;
  return theirs.map((operation) => {
    const result = applyOperation({ document, operation });
    if (!result.ok) return [];
    document = result.document;
    return result.inverse;
  });
}
