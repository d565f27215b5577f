import { checkNote } from '../checks/check-note.ts';
import type { FlowDocument, FlowNote } from '../flow-document.ts';
import { withKey } from '../json/keys-in-place.ts';
import { faultOf } from './fault-of.ts';
import { withItemAt } from './list-edits.ts';
import { type Applying, type OperationResult, type Refusal, refuse } from './operation-result.ts';
import { setAt } from './set-at.ts';

const NOTE_LEVEL = 3;

function find({ document, id }: { document: FlowDocument; id: string }) {
  const notes = document.notes ?? [];
  const index = notes.findIndex((one) => one.id === id);
  return { notes, index, note: notes[index] };
}

function noteFault(note: FlowNote): string | undefined {
  return faultOf({ value: note, level: NOTE_LEVEL, check: checkNote });
}

function unknownNote(id: string): Refusal {
  return refuse('note.unknown', `There is no note "${id}".`);
}

export function noteAdd({ document, operation: { note, index, place } }: Applying<'note.add'>): OperationResult {
  const fault = noteFault(note);
  if (fault !== undefined) return refuse('note.invalid', fault);
  if (find({ document, id: note.id }).note) return refuse('note.exists', `There is a note "${note.id}" already.`);
  const notes = withItemAt({ list: document.notes ?? [], item: note, index });
  return {
    ok: true,
    document: withKey({ target: document, key: 'notes', value: notes, place }),
    inverse: [{ type: 'note.remove', id: note.id, ...(document.notes ? {} : { tidy: 1 }) }],
  };
}

export function noteSet({ document, operation: { id, note } }: Applying<'note.set'>): OperationResult {
  const { notes, index, note: before } = find({ document, id });
  if (!before) return unknownNote(id);
  const fault = noteFault(note) ?? (note.id === id ? undefined : 'A note keeps its id.');
  if (fault !== undefined) return refuse('note.invalid', fault);
  return {
    ok: true,
    document: { ...document, notes: notes.with(index, note) },
    inverse: [{ type: 'note.set', id, note: before }],
  };
}

export function noteRemove({ document, operation: { id, tidy } }: Applying<'note.remove'>): OperationResult {
  const { index, note } = find({ document, id });
  const taken = setAt({ target: document, path: ['notes', index], value: undefined, tidy });
  if (!note || !taken?.undo) return unknownNote(id);
  const [place, within] = taken.undo.places ?? [];
  return {
    ok: true,
    document: taken.target,
    inverse: [{ type: 'note.add', note, index, ...(within === undefined ? {} : { place }) }],
  };
}
