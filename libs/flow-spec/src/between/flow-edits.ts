import type { FlowDocument } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import { identicalJson } from '../json/identical-json.ts';
import { placeOf } from '../json/keys-in-place.ts';
import type { Operation } from '../operation.ts';
import { valueAt } from '../value-path.ts';
import { recordEdits, type ValueEdit } from './value-edits.ts';

interface Pair {
  from: FlowDocument;
  to: FlowDocument;
}

/** Everything but nodes, edges and layout. */
export function flowEdits(pair: Pair): Operation[] {
  return [
    ...fields(pair),
    ...variables(pair),
    ...notes(pair),
    ...frames(pair),
    ...settings(pair),
    ...translations(pair),
  ];
}

function fields({ from, to }: Pair): Operation[] {
  const operations: Operation[] = [];
  for (const field of ['name', 'description', 'language', 'minVersion'] as const) {
    const value = to[field];
    if (from[field] === value) continue;
    const place = from[field] === undefined ? { place: placeOf(to, field) } : {};
    operations.push({ type: 'flow.set', field, ...(value === undefined ? {} : { value, ...place }) });
  }
  return operations;
}

function variables({ from, to }: Pair): Operation[] {
  const before = new Map((from.variables ?? []).map((variable) => [variable.key, variable]));
  const after = new Set((to.variables ?? []).map((variable) => variable.key));
  const operations: Operation[] = [];
  for (const key of before.keys())
    if (!after.has(key)) operations.push({ type: 'variable.remove', key, ...(to.variables ? {} : { tidy: 1 }) });
  for (const [index, variable] of (to.variables ?? []).entries()) {
    const old = before.get(variable.key);
    if (!old) operations.push({ type: 'variable.add', variable, index, place: placeOf(to, 'variables') });
    else if (!identicalJson(old, variable)) operations.push({ type: 'variable.set', key: variable.key, variable });
  }
  return operations;
}

function notes({ from, to }: Pair): Operation[] {
  const before = new Map((from.notes ?? []).map((note) => [note.id, note]));
  const after = new Set((to.notes ?? []).map((note) => note.id));
  const operations: Operation[] = [];
  for (const id of before.keys())
    if (!after.has(id)) operations.push({ type: 'note.remove', id, ...(to.notes ? {} : { tidy: 1 }) });
  for (const [index, note] of (to.notes ?? []).entries()) {
    const old = before.get(note.id);
    if (!old) operations.push({ type: 'note.add', note, index, place: placeOf(to, 'notes') });
    else if (!identicalJson(old, note)) operations.push({ type: 'note.set', id: note.id, note });
  }
  return operations;
}

function frames({ from, to }: Pair): Operation[] {
  const before = new Map((from.frames ?? []).map((frame) => [frame.id, frame]));
  const after = new Set((to.frames ?? []).map((frame) => frame.id));
  const operations: Operation[] = [];
  for (const id of before.keys())
    if (!after.has(id)) operations.push({ type: 'frame.remove', id, ...(to.frames ? {} : { tidy: 1 }) });
  for (const [index, frame] of (to.frames ?? []).entries()) {
    const old = before.get(frame.id);
    if (!old) operations.push({ type: 'frame.add', frame, index, place: placeOf(to, 'frames') });
    else if (!identicalJson(old, frame)) operations.push({ type: 'frame.set', id: frame.id, frame });
  }
  return operations;
}

function settings({ from, to }: Pair): Operation[] {
  const edits = wholeLists({
    edits: recordEdits({ before: { ...from.settings }, after: { ...to.settings } }),
    after: to.settings,
  });
  return edits.map(({ path: keys, value, places }): Operation => {
    const outer = from.settings ? [] : [placeOf(to, 'settings') ?? 0];
    return {
      type: 'settings.set',
      path: keys,
      ...(value === undefined ? (to.settings ? {} : { tidy: keys.length }) : { value }),
      ...(places && { places: [...outer, ...places] }),
    };
  });
}

// A list in the settings is set as a whole: their paths have no indexes.
function wholeLists({ edits, after }: { edits: ValueEdit[]; after: unknown }) {
  const lists = new Set<string>();
  return edits.flatMap(({ path, ...edit }): (Omit<ValueEdit, 'path'> & { path: string[] })[] => {
    const end = path.findIndex((step) => typeof step === 'number');
    const keys = (end < 0 ? path : path.slice(0, end)).map(String);
    if (end < 0) return [{ path: keys, ...edit }];
    const name = JSON.stringify(keys);
    if (lists.has(name)) return [];
    lists.add(name);
    return [{ path: keys, value: valueAt(after, keys) }];
  });
}

function translations({ from, to }: Pair): Operation[] {
  const operations: Operation[] = [];
  const languages = new Set([...Object.keys(from.translations ?? {}), ...Object.keys(to.translations ?? {})]);
  for (const language of languages) {
    const before: unknown = from.translations?.[language];
    const after: unknown = to.translations?.[language];
    for (const { path, value, places } of recordEdits({
      before: isRecord(before) ? before : {},
      after: isRecord(after) ? after : {},
    })) {
      const [key] = path;
      if (typeof key !== 'string') continue;
      const outer = [
        ...(from.translations ? [] : [placeOf(to, 'translations') ?? 0]),
        ...(before || !to.translations ? [] : [placeOf(to.translations, language) ?? 0]),
      ];
      operations.push({
        type: 'translation.set',
        language,
        path: key,
        ...(typeof value === 'string' ? { value } : { tidy: after ? 0 : to.translations ? 1 : 2 }),
        ...(places && { places: [...outer, ...places] }),
      });
    }
  }
  return operations;
}
