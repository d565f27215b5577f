import { compileTemplate } from '@patchbay/expressions';
import type { FlowDocument } from './flow-document.ts';
import type { NodeTypes } from './node-types.ts';
import { textsOf } from './problems/template-problems.ts';

export interface Need {
  key: string;
  nodeId: string;
  path: string;
}

/** What a flow needs of its workspace, by key and by the places that need it. */
export interface Requirements {
  connections: Need[];
  env: Need[];
  flows: Need[];
  knowledgeBases: Need[];
}

export function requirementsOf({ document }: { document: FlowDocument; types?: NodeTypes }): Requirements {
  const needs: Requirements = { connections: [], env: [], flows: [], knowledgeBases: [] };
  for (const node of document.nodes) {
    const config = node.config ?? {};
    const named = (key: string) => {
      const value = config[key];
      return typeof value === 'string' && value !== '' && !value.includes('{{') ? value : undefined;
    };
    const connection = named('connection');
    if (connection !== undefined) needs.connections.push({ key: connection, nodeId: node.id, path: 'connection' });
    const flow = node.type === 'subflow' ? named('flow') : undefined;
    if (flow !== undefined) needs.flows.push({ key: flow, nodeId: node.id, path: 'flow' });
    const base = node.type === 'knowledge' ? named('base') : undefined;
    if (base !== undefined) needs.knowledgeBases.push({ key: base, nodeId: node.id, path: 'base' });
    for (const { path, text } of textsOf(config)) {
      for (const [root, name] of referencesOf(text)) {
        if (root === 'env' && name !== undefined) needs.env.push({ key: name, nodeId: node.id, path: path.join('.') });
      }
    }
  }
  return needs;
}

// A template that does not parse is a problem of its own and needs nothing.
function referencesOf(text: string): readonly (readonly string[])[] {
  try {
    return compileTemplate(text).references;
  } catch {
    return [];
  }
}
