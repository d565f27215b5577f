import { hasTemplate } from '@patchbay/expressions';
import type { FlowDocument, FlowNode } from './flow-document.ts';
import { graphOf } from './flow-graph.ts';
import type { NodeTypes } from './node-types.ts';
import { readNode } from './problems/read-node.ts';
import { readTemplate, type TemplateReading } from './problems/template-faults.ts';

export interface Need {
  key: string;
  /** The node that needs it; null for a text outside the nodes that there are. */
  nodeId: string | null;
  /** Dotted, from the config of the node, or from the document. */
  path: string;
}

/** What a flow needs of its workspace, by key and by the places that need it. */
export interface Requirements {
  connections: Need[];
  env: Need[];
  flows: Need[];
  knowledgeBases: Need[];
}

/** Keys that are templates themselves are known only when they run, and not told. Without `types`, code is looked through for `env` as well. */
export function requirementsOf({ document, types }: { document: FlowDocument; types?: NodeTypes }): Requirements {
  const needs: Requirements = { connections: [], env: [], flows: [], knowledgeBases: [] };
  for (const node of document.nodes) {
    needs.connections.push(...named({ node, field: 'connection' }));
    if (node.type === 'subflow') needs.flows.push(...named({ node, field: 'flow' }));
    if (node.type === 'knowledge') needs.knowledgeBases.push(...named({ node, field: 'base' }));
    for (const { path, reading } of readNode({ node, type: types?.get(node.type) }).templates)
      for (const key of environmentOf(reading)) needs.env.push({ key, nodeId: node.id, path });
  }
  const graph = graphOf(document);
  for (const [language, texts] of Object.entries(document.translations ?? {})) {
    for (const [path, text] of Object.entries(texts)) {
      // A text of a node that is gone is never shown.
      if (!hasTemplate(text) || !graph.node(path.split('.')[0] ?? '')) continue;
      for (const key of environmentOf(readTemplate(text)))
        needs.env.push({ key, nodeId: null, path: `translations.${language}.${path}` });
    }
  }
  return needs;
}

function named({ node, field }: { node: FlowNode; field: string }): Need[] {
  const key = node.config?.[field];
  return typeof key === 'string' && key !== '' && !hasTemplate(key) ? [{ key, nodeId: node.id, path: field }] : [];
}

// A template that does not parse is a problem of its own and needs nothing.
function environmentOf(reading: TemplateReading): Set<string> {
  if (reading.fault) return new Set();
  return new Set(reading.references.flatMap(([root, name]) => (root === 'env' && name !== undefined ? [name] : [])));
}
