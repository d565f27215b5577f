import { checkVariable } from '../checks/check-variable.ts';
import type { FlowDocument, FlowVariable } from '../flow-document.ts';
import { withKey } from '../json/keys-in-place.ts';
import { faultOf } from './fault-of.ts';
import { withItemAt } from './list-edits.ts';
import { type Applying, type OperationResult, type Refusal, refuse } from './operation-result.ts';
import { setAt } from './set-at.ts';

const VARIABLE_LEVEL = 3;

function find({ document, key }: { document: FlowDocument; key: string }) {
  const variables = document.variables ?? [];
  const index = variables.findIndex((one) => one.key === key);
  return { variables, index, variable: variables[index] };
}

function refusalOf({ document, variable }: { document: FlowDocument; variable: FlowVariable }): Refusal | undefined {
  const fault = faultOf({ value: variable, level: VARIABLE_LEVEL, check: checkVariable });
  if (fault !== undefined) return refuse('variable.invalid', fault);
  return find({ document, key: variable.key }).variable
    ? refuse('variable.exists', `The variable "${variable.key}" is declared already.`)
    : undefined;
}

function notDeclared(key: string): Refusal {
  return refuse('variable.unknown', `The variable "${key}" is not declared.`);
}

export function variableAdd({ document, operation }: Applying<'variable.add'>): OperationResult {
  const { variable, index, place } = operation;
  const refusal = refusalOf({ document, variable });
  if (refusal) return refusal;
  const variables = withItemAt({ list: document.variables ?? [], item: variable, index });
  return {
    ok: true,
    document: withKey({ target: document, key: 'variables', value: variables, place }),
    inverse: [{ type: 'variable.remove', key: variable.key, ...(document.variables ? {} : { tidy: 1 }) }],
  };
}

export function variableSet({ document, operation: { key, variable } }: Applying<'variable.set'>): OperationResult {
  const { variables, index, variable: before } = find({ document, key });
  if (!before) return notDeclared(key);
  const refusal = refusalOf({ document: { ...document, variables: variables.toSpliced(index, 1) }, variable });
  if (refusal) return refusal;
  return {
    ok: true,
    document: { ...document, variables: variables.with(index, variable) },
    inverse: [{ type: 'variable.set', key: variable.key, variable: before }],
  };
}

export function variableRemove({ document, operation: { key, tidy } }: Applying<'variable.remove'>): OperationResult {
  const { index, variable } = find({ document, key });
  const taken = setAt({ target: document, path: ['variables', index], value: undefined, tidy });
  if (!variable || !taken?.undo) return notDeclared(key);
  const [place, within] = taken.undo.places ?? [];
  return {
    ok: true,
    document: taken.target,
    inverse: [{ type: 'variable.add', variable, index, ...(within === undefined ? {} : { place }) }],
  };
}
