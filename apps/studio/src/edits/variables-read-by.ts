import { compileTemplate, hasTemplate } from '@patchbay/expressions';
import { type FlowDocument, type FlowNode, knownNames } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { textsOf } from './texts-of.ts';

/** Conversation variables and results of nodes that a node reads: in its templates, also the translated ones, and in its scripts. Of a script that takes them by another way than their name, all. */
export function variablesReadBy({ document, node }: { document: FlowDocument; node: FlowNode }): {
  variables: string[];
  nodes: string[];
} {
  const translated = Object.values(document.translations ?? {}).flatMap((texts) =>
    Object.entries(texts).flatMap(([path, text]) => (path.startsWith(`${node.id}.`) ? [text] : [])),
  );
  const found = { variables: new Set<string>(), nodes: new Set<string>() };
  const code = node.config?.code;
  for (const text of [...textsOf(node.config).map((one) => one.text), ...translated]) {
    if (text === code || !hasTemplate(text)) continue;
    for (const [root, name] of referencesOf(text)) {
      // A name that is worked out may be any.
      if (root === 'vars')
        for (const key of name === undefined ? all(document).variables : [name]) found.variables.add(key);
      if (root === 'nodes') for (const id of name === undefined ? all(document).nodes : [name]) found.nodes.add(id);
    }
  }
  if (typeof code === 'string') {
    for (const key of namesIn({ code, of: 'vars' }) ?? all(document).variables) found.variables.add(key);
    for (const id of namesIn({ code, of: 'nodes' }) ?? all(document).nodes) found.nodes.add(id);
  }
  return { variables: [...found.variables], nodes: [...found.nodes].filter((id) => id !== node.id) };
}

function all(document: FlowDocument) {
  return knownNames({ document, types: nodeRegistry });
}

function referencesOf(text: string): readonly (readonly string[])[] {
  try {
    return compileTemplate(text).references;
  } catch {
    return [];
  }
}

/** Names after `input.vars.`, or in its brackets; undefined where the script takes it whole, or by a name that it works out. */
function namesIn({ code, of }: { code: string; of: 'vars' | 'nodes' }): string[] | undefined {
  const plain = [...code.matchAll(/\binput\b(?!\s*\??\.)/g)].length === 0;
  const uses = [...code.matchAll(new RegExp(`\\b${of}\\b`, 'g'))].length;
  const named = [
    ...code.matchAll(
      new RegExp(
        `\\binput\\s*\\??\\.\\s*${of}\\s*(?:\\??\\.\\s*([A-Za-z_]\\w*)|(?:\\?\\.)?\\[\\s*(['"])([\\w-]+)\\2\\s*\\])`,
        'g',
      ),
    ),
  ].flatMap((match) => match[1] ?? match[3] ?? []);
  return plain && named.length === uses ? named : undefined;
}
