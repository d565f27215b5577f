import { entriesOf, type FlowDocument, graphOf, hasValueAtFirst, savedVariables } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';

/** Variables that can have a value when a node begins: at first, by a node from which a path leads to it, or by one that may come at any time. */
export function setBefore({ document, id }: { document: FlowDocument; id: string }): ReadonlySet<string> {
  const graph = graphOf(document);
  const anytime = entriesOf(document).filter((entry) => graph.node(entry)?.type !== 'start');
  const before = new Set<string>();
  const open = graph.incoming(id).map(({ from }) => from);
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (before.has(one)) continue;
    before.add(one);
    open.push(...graph.incoming(one).map(({ from }) => from));
  }
  return new Set([
    ...(document.variables ?? []).filter(hasValueAtFirst).map(({ key }) => key),
    ...[...before, ...graph.reachable(anytime)].flatMap((one) => {
      const node = graph.node(one);
      return node ? savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} }) : [];
    }),
  ]);
}
