import type { Applying } from './apply-operation.ts';
import { checkVariables } from './check-variables.ts';
import { DOCUMENT_LIMITS, nodeIdPattern } from './document-limits.ts';
import type { FlowDocument, FlowNote, FlowVariable } from './flow-document.ts';
import { isRecord } from './is-record.ts';
import type { Operation } from './operation.ts';
import { type OperationResult, refuse } from './operation-result.ts';
import { checkTree } from './parse-json.ts';
import { valueAt, withValueAt } from './value-path.ts';

type Of<Type extends Operation['type']> = Applying<Extract<Operation, { type: Type }>>;

export function variableAdd({ document, operation: { variable, index } }: Of<'variable.add'>): OperationResult {
  const variables = document.variables ?? [];
  const fault = variableFault(variable);
  if (fault) return refuse('variable.invalid', fault);
  if (variables.some((one) => one.key === variable.key))
    return refuse('variable.exists', `The variable "${variable.key}" is declared already.`);
  if (variables.length >= DOCUMENT_LIMITS.variables) return refuse('limit', 'The flow declares too many variables.');
  const at = index === undefined ? variables.length : Math.min(Math.max(0, index), variables.length);
  return {
    ok: true,
    document: { ...document, variables: variables.toSpliced(at, 0, variable) },
    inverse: [{ type: 'variable.remove', key: variable.key }],
  };
}

export function variableSet({ document, operation: { key, variable } }: Of<'variable.set'>): OperationResult {
  const variables = document.variables ?? [];
  const index = variables.findIndex((one) => one.key === key);
  const before = variables[index];
  if (!before) return refuse('variable.unknown', `The variable "${key}" is not declared.`);
  const fault = variableFault(variable);
  if (fault) return refuse('variable.invalid', fault);
  if (variable.key !== key && variables.some((one) => one.key === variable.key))
    return refuse('variable.exists', `The variable "${variable.key}" is declared already.`);
  return {
    ok: true,
    document: { ...document, variables: variables.with(index, variable) },
    inverse: [{ type: 'variable.set', key: variable.key, variable: before }],
  };
}

export function variableRemove({ document, operation: { key } }: Of<'variable.remove'>): OperationResult {
  const variables = document.variables ?? [];
  const index = variables.findIndex((one) => one.key === key);
  const variable = variables[index];
  if (!variable) return refuse('variable.unknown', `The variable "${key}" is not declared.`);
  return {
    ok: true,
    document: { ...document, variables: variables.toSpliced(index, 1) },
    inverse: [{ type: 'variable.add', variable, index }],
  };
}

function variableFault(variable: FlowVariable): string | undefined {
  let fault: string | undefined;
  checkVariables({
    input: { variables: [variable] },
    add: (_path, _code, message) => {
      fault ??= message;
    },
  });
  return fault ?? checkTree({ value: variable, depth: DOCUMENT_LIMITS.depth - 3 })?.message;
}

export function noteAdd({ document, operation: { note, index } }: Of<'note.add'>): OperationResult {
  const notes = document.notes ?? [];
  if (!isNote(note)) return refuse('note.invalid', 'A note has an id, a text and a position.');
  if (notes.some((one) => one.id === note.id)) return refuse('note.exists', `There is a note "${note.id}" already.`);
  if (notes.length >= DOCUMENT_LIMITS.notes) return refuse('limit', 'The flow has too many notes.');
  const at = index === undefined ? notes.length : Math.min(Math.max(0, index), notes.length);
  return {
    ok: true,
    document: { ...document, notes: notes.toSpliced(at, 0, note) },
    inverse: [{ type: 'note.remove', id: note.id }],
  };
}

export function noteSet({ document, operation: { id, note } }: Of<'note.set'>): OperationResult {
  const notes = document.notes ?? [];
  const index = notes.findIndex((one) => one.id === id);
  const before = notes[index];
  if (!before) return refuse('note.unknown', `There is no note "${id}".`);
  if (!isNote(note) || note.id !== id)
    return refuse('note.invalid', 'A note has an id, a text and a position, and keeps its id.');
  return {
    ok: true,
    document: { ...document, notes: notes.with(index, note) },
    inverse: [{ type: 'note.set', id, note: before }],
  };
}

export function noteRemove({ document, operation: { id } }: Of<'note.remove'>): OperationResult {
  const notes = document.notes ?? [];
  const index = notes.findIndex((one) => one.id === id);
  const note = notes[index];
  if (!note) return refuse('note.unknown', `There is no note "${id}".`);
  return {
    ok: true,
    document: { ...document, notes: notes.toSpliced(index, 1) },
    inverse: [{ type: 'note.add', note, index }],
  };
}

function isNote(note: FlowNote): boolean {
  return (
    nodeIdPattern.test(note.id) && typeof note.text === 'string' && Number.isFinite(note.x) && Number.isFinite(note.y)
  );
}

export function flowSet({ document, operation: { field, value } }: Of<'flow.set'>): OperationResult {
  if (field === 'name' && (value === undefined || value.trim() === '' || value.length > 200))
    return refuse('value.invalid', 'The name is a text of 1 to 200 characters.');
  const before = document[field];
  const after: FlowDocument = { ...document };
  if (value === undefined && field !== 'name') delete after[field];
  else if (value !== undefined) after[field] = value;
  return {
    ok: true,
    document: after,
    inverse: [{ type: 'flow.set', field, ...(before === undefined ? {} : { value: before }) }],
  };
}

export function settingsSet({ document, operation: { path, value } }: Of<'settings.set'>): OperationResult {
  if (path.length === 0) return refuse('path.unreachable', 'A setting is set by its name.');
  if (value !== undefined && checkTree({ value, depth: DOCUMENT_LIMITS.depth - 3 - path.length }))
    return refuse('value.invalid', 'The value is nested too deep.');
  const changed = withValueAt(document.settings, path, value);
  if (!changed || !isRecord(changed.value))
    return refuse('path.unreachable', `There is no setting "${path.join('.')}".`);
  const top = path.slice(0, 1);
  return {
    ok: true,
    document: { ...document, settings: changed.value },
    inverse: [{ type: 'settings.set', path: top, value: valueAt(document.settings, top) }],
  };
}

export function translationSet({
  document,
  operation: { language, path, value },
}: Of<'translation.set'>): OperationResult {
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language))
    return refuse('value.invalid', `"${language}" is no language.`);
  if (path === '' || path === '__proto__')
    return refuse('path.unreachable', 'A translation is for the path of a text.');
  const texts = document.translations?.[language] ?? {};
  const before = Object.hasOwn(texts, path) ? texts[path] : undefined;
  const next = { ...texts };
  if (value === undefined) delete next[path];
  else next[path] = value;
  const translations = { ...document.translations, [language]: next };
  // A language without texts is as good as none.
  if (Object.keys(next).length === 0) delete translations[language];
  return {
    ok: true,
    document: { ...document, translations },
    inverse: [{ type: 'translation.set', language, path, ...(before === undefined ? {} : { value: before }) }],
  };
}
