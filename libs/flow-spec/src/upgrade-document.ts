import type { FlowDocument } from './flow-document.ts';
import type { NodeTypes } from './node-types.ts';

/** The document with every node's config brought to the version that this release knows; the very same document when nothing is to do. */
export function upgradeDocument({ document, types }: { document: FlowDocument; types: NodeTypes }): FlowDocument {
  let changed = false;
  const nodes = document.nodes.map((node) => {
    const type = types.get(node.type);
    const from = node.version ?? 1;
    if (!type || from >= type.version) return node;
    changed = true;
    const config = type.upgrades
      .slice(from - 1, type.version - 1)
      .reduce((before, upgrade) => upgrade(before), node.config ?? {});
    return { ...node, config, version: type.version };
  });
  return changed ? { ...document, nodes } : document;
}
