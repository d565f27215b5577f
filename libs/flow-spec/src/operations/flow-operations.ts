import { isFlowName } from '../checks/check-top.ts';
import { needsNewerRelease } from '../checks/newer-release.ts';
import { isRecord } from '../is-record.ts';
import { parseFlowDocument } from '../parse-flow-document.ts';
import { faultOf, isPathTooDeep } from './fault-of.ts';
import { type Applying, type OperationResult, refuse } from './operation-result.ts';
import { valueAt } from '../value-path.ts';
import { setAt } from './set-at.ts';

const SETTINGS_LEVEL = 2;
const fields = ['name', 'description', 'language', 'minVersion'] as const;

export function flowSet({ document, operation: { field, value, place } }: Applying<'flow.set'>): OperationResult {
  if (!fields.includes(field)) return refuse('path.unreachable', `"${String(field)}" of a flow cannot be set.`);
  if (value !== undefined && typeof value !== 'string') return refuse('value.invalid', `"${field}" must be a text.`);
  if (field === 'name' && !isFlowName(value))
    return refuse('value.invalid', 'A flow has a name of 1 to 200 characters.');
  if (field === 'minVersion' && value !== undefined && needsNewerRelease(value))
    return refuse('value.invalid', 'A flow cannot need a newer release than the one that it is edited with.');
  const places = place === undefined ? undefined : [place];
  const changed = setAt({ target: document, path: [field], value, places });
  if (!changed?.undo) return { ok: true, document, inverse: [] };
  const before = document[field];
  const was = changed.undo.places?.[0];
  return {
    ok: true,
    document: changed.target,
    inverse: [
      {
        type: 'flow.set',
        field,
        ...(before === undefined ? {} : { value: before }),
        ...(was === undefined ? {} : { place: was }),
      },
    ],
  };
}

export function settingsSet({ document, operation }: Applying<'settings.set'>): OperationResult {
  const { path, value, places, tidy } = operation;
  if (path.length === 0) return refuse('path.unreachable', 'A setting is set by its name.');
  if (isPathTooDeep({ path, level: SETTINGS_LEVEL })) return refuse('value.invalid', 'The path is too long.');
  const fault = value === undefined ? undefined : faultOf({ value, level: SETTINGS_LEVEL + path.length });
  if (fault !== undefined) return refuse('value.invalid', fault);
  const changed = setAt({ target: document, path: ['settings', ...path], value, places, tidy });
  if (!changed || (changed.target.settings !== undefined && !isRecord(changed.target.settings)))
    return refuse('path.unreachable', `"${path.join('.')}" leads to no place in the settings.`);
  if (!changed.undo) return { ok: true, document, inverse: [] };
  return { ok: true, document: changed.target, inverse: [{ type: 'settings.set', path, ...changed.undo }] };
}

export function translationSet({ document, operation }: Applying<'translation.set'>): OperationResult {
  const { language, path, value, places, tidy } = operation;
  if (value !== undefined && typeof value !== 'string') return refuse('value.invalid', 'A translation must be a text.');
  const before = valueAt(document.translations, [language]);
  const changed = setAt({ target: document, path: ['translations', language, path], value, places, tidy });
  if (!changed) return refuse('path.unreachable', `"${path}" is not the path of a text.`);
  if (!changed.undo) return { ok: true, document, inverse: [] };
  const { value: _, ...undo } = changed.undo;
  const text = valueAt(before, [path]);
  return {
    ok: true,
    document: changed.target,
    inverse: [
      { type: 'translation.set', language, path, ...(typeof text === 'string' ? { value: text } : {}), ...undo },
    ],
  };
}

export function documentReplace({ document, operation }: Applying<'document.replace'>): OperationResult {
  const parsed = parseFlowDocument(operation.document);
  if (!parsed.ok) {
    const issue = parsed.issues[0];
    return refuse('document.invalid', issue ? `${issue.path}: ${issue.message}` : 'This is no flow document.');
  }
  if (parsed.value.key !== document.key) return refuse('document.invalid', 'The key of a flow does not change.');
  return { ok: true, document: parsed.value, inverse: [{ type: 'document.replace', document }] };
}
