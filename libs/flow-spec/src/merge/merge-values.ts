import { deepEqual } from '../deep-equal.ts';
import { isRecord } from '../is-record.ts';
import { mergeTexts } from './merge-texts.ts';

export interface MergedValue {
  value: unknown;
  /** Whether both sides are in it whole; else mine stands where they differ. */
  clean: boolean;
}

/** What comes of one value that two people changed: texts by words, objects key by key, everything else as a whole. Undefined means that it is not there. Keys that are `quiet` are not worth a question: mine stands. */
export function mergeValues({
  before,
  mine,
  theirs,
  quiet = [],
}: {
  before: unknown;
  mine: unknown;
  theirs: unknown;
  quiet?: readonly string[] | undefined;
}): MergedValue {
  if (deepEqual(mine, theirs) || deepEqual(theirs, before)) return { value: mine, clean: true };
  if (deepEqual(mine, before)) return { value: theirs, clean: true };
  if (typeof before === 'string' && typeof mine === 'string' && typeof theirs === 'string') {
    const { text, clean } = mergeTexts({ before, mine, theirs });
    return { value: text, clean };
  }
  if (isRecord(before) && isRecord(mine) && isRecord(theirs)) return mergeRecords({ before, mine, theirs, quiet });
  return { value: mine, clean: false };
}

function mergeRecords({
  before,
  mine,
  theirs,
  quiet,
}: Record<'before' | 'mine' | 'theirs', Record<string, unknown>> & { quiet: readonly string[] }): MergedValue {
  const own = (record: Record<string, unknown>, key: string) => (Object.hasOwn(record, key) ? record[key] : undefined);
  let clean = true;
  const entries: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const merged = mergeValues({ before: own(before, key), mine: own(mine, key), theirs: own(theirs, key) });
    clean &&= merged.clean || quiet.includes(key);
    if (merged.value !== undefined) entries.push([key, merged.value]);
  }
  return { value: Object.fromEntries(entries), clean };
}
