import { hasTemplate } from '@patchbay/expressions';
import type { FlowNode } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeType } from '../node-types.ts';
import { configProblems } from './config-problems.ts';
import type { OwnProblem } from './flow-problem.ts';
import { readTemplate, type TemplateReading } from './template-faults.ts';

/** What a node says by itself, whatever the rest of the flow is like. */
interface NodeReading {
  /** Its templates, with their dotted paths in the config. */
  templates: readonly { path: string; reading: TemplateReading }[];
  /** Faults of its config by the schema of its type; none without a type. */
  config: readonly OwnProblem[];
}

const known = new WeakMap<FlowNode, { type: NodeType | undefined; reading: NodeReading }>();

// In fields that the engine does not render, these hold no templates: code, patterns, JSON Schemas.
const literalKeys = new Set(['code', 'pattern', 'schema']);

/** Reads a node, once for each: nodes are never changed in place, and all but one of a large flow are the same after an edit. */
export function readNode({ node, type }: { node: FlowNode; type: NodeType | undefined }): NodeReading {
  const before = known.get(node);
  if (before && before.type === type) return before.reading;
  const reading: NodeReading = {
    templates: templatesOf({ config: node.config ?? {}, raw: type?.raw ?? [] }).map(({ path, text }) => ({
      path,
      reading: readTemplate(text),
    })),
    config: type ? configProblems({ node, type }) : [],
  };
  known.set(node, { type, reading });
  return reading;
}

function templatesOf({
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
