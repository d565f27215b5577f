import {
  type FlowDocument,
  type FlowNode,
  hasValueAtFirst,
  knownNames,
  savedVariables,
  type VariableType,
} from '@patchbay/flow-spec';
import type { InputShape } from '@patchbay/node-form';
import type { OutputShape } from '@patchbay/node-kit';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { nearestFirst } from './nearest-first.ts';
import type { Say } from './suggestions-at.ts';
import { surelyBefore } from './surely-before.ts';

interface Options {
  document: FlowDocument;
  nodeId: string;
  t: Say;
}

/** What a script at a node is given, with the types that the flow says it has: variables as they are declared or saved, results of nodes as their definitions give them, what is near first. */
export function scriptInputAt({ document, nodeId, t }: Options): InputShape {
  const { upstream, others } = nearestFirst({ document, nodeId });
  const isSure = surelyBefore({ document, nodeId, knownAfter: knownAfterOf(document) });
  const members: Record<string, InputShape> = {
    vars: closed(variablesAt({ document, nearest: [...upstream, ...document.nodes], isSure, t })),
    nodes: closed(
      Object.fromEntries(
        [...upstream, ...others].map((node) => {
          const about = t('resultOf', { title: titleOf(node) });
          return [node.id, { ...resultOf(node), fails: canFail(node), maybe: !isSure(`nodes.${node.id}`), about }];
        }),
      ),
    ),
    message: closed({
      text: { kind: 'text', about: t('whatTheUserWrote') },
      files: {
        kind: 'list',
        about: t('filesOfMessage'),
        of: closed({
          id: { kind: 'text' },
          name: { kind: 'text' },
          type: { kind: 'text', about: t('typeOfFile') },
          size: { kind: 'number', about: t('sizeOfFile') },
          text: { kind: 'text', maybe: true, about: t('textOfFile') },
        }),
      },
    }),
    user: {
      kind: 'object',
      open: true,
      members: {
        name: { kind: 'text', maybe: true, about: t('nameOfUser') },
        email: { kind: 'text', maybe: true, about: t('emailOfUser') },
      },
    },
    conversation: closed({
      id: { kind: 'text', about: t('idOfConversation') },
      startedAt: { kind: 'text', about: t('startOfConversation') },
      channel: { kind: 'text' },
      locale: { kind: 'text', about: t('languageOfUser') },
      timezone: { kind: 'text' },
      turns: { kind: 'number', about: t('howOftenWritten') },
    }),
  };
  return closed(members);
}

function variablesAt({
  document,
  nearest,
  isSure,
  t,
}: {
  document: FlowDocument;
  nearest: readonly FlowNode[];
  isSure(name: string): boolean;
  t: Say;
}): Record<string, InputShape> {
  const savers = new Map<string, Set<FlowNode>>();
  for (const node of nearest)
    for (const key of savedBy(node)) savers.set(key, (savers.get(key) ?? new Set()).add(node));
  const declared = new Map((document.variables ?? []).map((variable) => [variable.key, variable]));
  const known = [...knownNames({ document, types: nodeRegistry }).variables].sort();
  const found: Record<string, InputShape> = {};
  for (const key of new Set([...savers.keys(), ...known])) {
    const by = [...(savers.get(key) ?? [])];
    const variable = declared.get(key);
    const given = ofSavers({ key, by });
    const shape: InputShape = variable ? declaredShape(variable.type, given) : given;
    const about = variable?.description || (by[0] ? t('savedBy', { title: titleOf(by[0]) }) : '');
    const has = variable !== undefined && hasValueAtFirst(variable);
    found[key] = { ...shape, maybe: !has && !isSure(`vars.${key}`), about };
  }
  return found;
}

/** What those that save a variable put into it: where they agree, that; of objects that differ what the nearest has, and maybe more. */
function ofSavers({ key, by }: { key: string; by: readonly FlowNode[] }): InputShape {
  const shapes = by.map((node): InputShape => (node.config?.saveAs === key ? savedOf(node) : { kind: 'any' }));
  const [first, ...others] = shapes;
  if (!first) return { kind: 'any' };
  if (others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
  const object = shapes.find((shape) => shape.kind === 'object');
  return object?.kind === 'object' ? { ...object, open: true } : { kind: 'any' };
}

function declaredShape(type: VariableType, given: InputShape): InputShape {
  if (type === 'string') return { kind: 'text' };
  if (type === 'number' || type === 'boolean') return { kind: type };
  if (type === 'array') return { kind: 'list' };
  return given.kind === 'object' ? { ...given, open: true } : { kind: 'object', members: {}, open: true };
}

function resultOf(node: FlowNode): InputShape {
  const definition = nodeRegistry.get(node.type);
  if (!definition) return { kind: 'any' };
  const { output } = definition;
  return inputShapeOf(typeof output === 'function' ? output(node.config ?? {}) : output);
}

function savedOf(node: FlowNode): InputShape {
  const saves = nodeRegistry.get(node.type)?.saves;
  const result = resultOf(node);
  if (saves === undefined) return result;
  return (result.kind === 'object' && result.members[saves]) || { kind: 'any' };
}

function inputShapeOf(shape: OutputShape): InputShape {
  if (typeof shape === 'object')
    return closed(Object.fromEntries(Object.entries(shape).map(([key, inner]) => [key, inputShapeOf(inner)])));
  if (shape === 'object') return { kind: 'object', members: {}, open: true };
  return shape === 'array' ? { kind: 'list' } : { kind: shape };
}

function closed(members: Record<string, InputShape>): InputShape {
  return { kind: 'object', members, open: false };
}

/** A path that leaves by a port for what went wrong, or was called off, has saved nothing. */
function knownAfterOf(document: FlowDocument): (id: string, port: string) => readonly string[] {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  return (id, port) => {
    const node = nodes.get(id);
    if (!node) return [];
    const kind = nodeRegistry
      .get(node.type)
      ?.outlets(node.config ?? {})
      .find((outlet) => outlet.id === port)?.kind;
    if (port === 'cancelled' || kind === 'stuck') return [];
    return [`nodes.${id}`, ...(kind === 'error' ? [] : savedBy(node).map((key) => `vars.${key}`))];
  };
}

function canFail(node: FlowNode): boolean {
  return (
    nodeRegistry
      .get(node.type)
      ?.outlets(node.config ?? {})
      .some((outlet) => outlet.kind === 'error') ?? false
  );
}

function savedBy(node: FlowNode): string[] {
  return savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} });
}

function titleOf(node: FlowNode): string {
  return node.label ?? nodeRegistry.get(node.type)?.title ?? node.id;
}
