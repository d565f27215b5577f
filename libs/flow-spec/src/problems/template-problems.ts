import { hasTemplate } from '@patchbay/expressions';
import type { FlowNode } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeType } from '../node-types.ts';
import type { OwnProblem } from './flow-problem.ts';
import type { KnownNames } from './known-names.ts';
import { templateFaults } from './template-faults.ts';

// In fields that the engine does not render, these hold no templates: code, patterns, JSON Schemas.
const literalKeys = new Set(['code', 'pattern', 'schema']);

/** Templates of a node that do not parse, and names in them that are not known. */
export function templateProblems({
  node,
  type,
  names,
}: {
  node: FlowNode;
  type: NodeType;
  names: KnownNames;
}): OwnProblem[] {
  return templatesOf({ config: node.config ?? {}, raw: type.raw }).flatMap(({ path, text }) =>
    templateFaults({ text, names }).map((fault) => ({ nodeId: node.id, path, ...fault })),
  );
}

/** Templates in a config with their dotted paths. */
export function templatesOf({
  config,
  raw,
}: {
  config: Record<string, unknown>;
  raw: readonly string[];
}): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  for (const [key, value] of Object.entries(config))
    collect({ value, path: key, literal: raw.includes(key), key, found });
  return found;
}

function collect({
  value,
  path,
  literal,
  key,
  found,
}: {
  value: unknown;
  path: string;
  literal: boolean;
  key: string;
  found: { path: string; text: string }[];
}): void {
  if (literal && literalKeys.has(key)) return;
  if (typeof value === 'string') {
    if (hasTemplate(value)) found.push({ path, text: value });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      collect({ value: item, path: `${path}.${index}`, literal, key: String(index), found });
  } else if (isRecord(value)) {
    for (const [inner, item] of Object.entries(value))
      collect({ value: item, path: `${path}.${inner}`, literal, key: inner, found });
  }
}
