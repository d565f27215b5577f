import type { FlowDocument, FlowEdge, FlowNode } from '@patchbay/flow-spec';
import { layoutOf } from './layout-of.ts';
import { translationsOf } from './translations-of.ts';

interface Source extends Pick<FlowDocument, 'key' | 'name' | 'variables' | 'settings' | 'notes'> {
  description: string;
  /** By id; the start comes first. */
  nodes: Record<string, Omit<FlowNode, 'id'>>;
  /** `from -> to` for the port `next`, `from port -> to` for others. */
  edges: readonly string[];
}

/** A flow document from a shorter way of writing it, laid out in columns. Throws on an edge that it cannot read. */
export function flowOf({ nodes: source, edges: lines, ...rest }: Source): FlowDocument {
  const nodes = Object.entries(source).map(([id, node]) => ({ id, ...node }));
  const edges = lines.map(edgeOf);
  return {
    format: 'patchbay.flow/1',
    ...rest,
    nodes,
    edges,
    layout: layoutOf({ nodes, edges }),
    settings: { onStuck: 'repeat', ...rest.settings },
    language: 'en',
    translations: { de: translationsOf(nodes) },
  };
}

function edgeOf(line: string): FlowEdge {
  const [, from, port = 'next', to] = /^(\S+)(?: (\S+))? -> (\S+)$/.exec(line) ?? [];
  if (!from || !to) throw new Error(`"${line}" is no edge`);
  return { from, port, to };
}
