/** A part of a text that one side replaced: tokens `from` up to `to` of the text before. */
interface Hunk {
  from: number;
  to: number;
  tokens: readonly string[];
}

/** More comparisons than this are not made: what changed is then taken as one part. */
const MOST_COMPARISONS = 1_000_000;

/** Of texts with fewer tokens both did not add to what is there: each wrote the whole. */
const FEWEST_TOKENS = 12;

export interface MergedText {
  text: string;
  /** Whether all of both is in it. Else, where both changed the same words and not in the same way, mine stands; the rest of both is there. */
  clean: boolean;
}

/**
 * Puts together what two people made of one text. Words, gaps and signs are what is compared, so that nobody's word is mixed with another's. What both put into one place
 * of a longer text stands there one behind the other, mine last.
 */
export function mergeTexts({ before, mine, theirs }: { before: string; mine: string; theirs: string }): MergedText {
  const base = tokensOf(before);
  const left = hunksOf({ base, tokens: tokensOf(mine) });
  const right = hunksOf({ base, tokens: tokensOf(theirs) });
  const long = base.length >= FEWEST_TOKENS;
  const parts: string[] = [];
  let at = 0;
  let clean = true;
  const take = (hunk: Hunk) => {
    parts.push(...base.slice(at, hunk.from), ...hunk.tokens);
    at = hunk.to;
  };
  while (left.length > 0 || right.length > 0) {
    const [first] = left;
    const [second] = right;
    if (first && second && isSame(first, second)) {
      take(first);
      left.shift();
      right.shift();
    } else if (first && second && !isApart({ first, second, long })) {
      clean = false;
      // All that hangs together with it: of mine it is taken, of theirs it is left out.
      let to = Math.max(first.to, second.to);
      for (let grown = true; grown; ) {
        grown = false;
        while (left[0] && (left[0] === first || left[0].from < to)) {
          take(left[0]);
          if (left[0].to > to) grown = true;
          to = Math.max(to, left[0].to);
          left.shift();
        }
        while (right[0] && (right[0] === second || right[0].from < to)) {
          if (right[0].to > to) grown = true;
          to = Math.max(to, right[0].to);
          right.shift();
        }
      }
    } else if (first && (!second || comesBefore(first, second))) {
      take(first);
      left.shift();
    } else if (second) {
      take(second);
      right.shift();
    }
  }
  parts.push(...base.slice(at));
  return { text: parts.join(''), clean };
}

function isApart({ first, second, long }: { first: Hunk; second: Hunk; long: boolean }): boolean {
  if (first.from < second.to && second.from < first.to) return false;
  const atOnePlace = first.from === second.from && isInsertion(first) && isInsertion(second);
  return !atOnePlace || long;
}

function isInsertion(hunk: Hunk): boolean {
  return hunk.from === hunk.to;
}

// What is put in before a word comes before what becomes of the word.
function comesBefore(first: Hunk, second: Hunk): boolean {
  return first.from === second.from ? isInsertion(first) && !isInsertion(second) : first.from < second.from;
}

function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? [];
}

function isSame(one: Hunk, other: Hunk): boolean {
  return one.from === other.from && one.to === other.to && one.tokens.join('') === other.tokens.join('');
}

function hunksOf({ base, tokens }: { base: readonly string[]; tokens: readonly string[] }): Hunk[] {
  let start = 0;
  while (start < base.length && start < tokens.length && base[start] === tokens[start]) start++;
  let end = 0;
  while (
    end < base.length - start &&
    end < tokens.length - start &&
    base[base.length - 1 - end] === tokens[tokens.length - 1 - end]
  )
    end++;
  const old = base.slice(start, base.length - end);
  const now = tokens.slice(start, tokens.length - end);
  if (old.length === 0 && now.length === 0) return [];
  if (old.length * now.length > MOST_COMPARISONS) return [{ from: start, to: start + old.length, tokens: now }];
  return changesWithin({ old, now }).map((hunk) => ({ ...hunk, from: hunk.from + start, to: hunk.to + start }));
}

// Longest common subsequence: both are short once what they begin and end with is taken away.
function changesWithin({ old, now }: { old: readonly string[]; now: readonly string[] }): Hunk[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const hunks: Hunk[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      row++;
      column++;
      continue;
    }
    const from = row;
    const first = column;
    while (
      (row < old.length || column < now.length) &&
      !(row < old.length && column < now.length && old[row] === now[column])
    )
      if (column < now.length && (row >= old.length || at(row, column + 1) >= at(row + 1, column))) column++;
      else row++;
    hunks.push({ from, to: row, tokens: now.slice(first, column) });
  }
  return hunks;
}
