import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { CARD, cardGeometry } from '../canvas/card-geometry.ts';

/** What the layout is told of a flow: boxes with ports at fixed places, and what leads where. */
export interface LayoutGraph {
  id: string;
  layoutOptions: Record<string, string>;
  children: {
    id: string;
    width: number;
    height: number;
    layoutOptions: Record<string, string>;
    ports: { id: string; x: number; y: number; width: number; height: number; layoutOptions: Record<string, string> }[];
  }[];
  edges: { id: string; sources: string[]; targets: string[] }[];
}

/** The graph of all nodes, or of those with these ids. */
export function layoutGraph({
  document,
  ids,
}: {
  document: FlowDocument;
  ids?: ReadonlySet<string> | undefined;
}): LayoutGraph {
  const graph = graphOf(document);
  const nodes = document.nodes.filter((node) => !ids || ids.has(node.id));
  const known = new Map<string, Set<string>>();
  const children = nodes.map((node) => {
    const connected = graph
      .outgoing(node.id)
      .map((edge) => edge.port)
      .join('\n');
    const { width, height, outlets, ports, inlet } = cardGeometry({ node, connected });
    known.set(node.id, new Set(outlets.map((outlet) => outlet.id)));
    return {
      id: node.id,
      width,
      height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [
        port({ id: inletOf(node.id), x: 0, y: inlet ?? CARD.head / 2, side: 'WEST' }),
        ...outlets.map((outlet, index) =>
          port({ id: outletOf(node.id, outlet.id), x: width, y: ports[index] ?? 0, side: 'EAST' }),
        ),
      ],
    };
  });
  const edges = document.edges
    .filter((edge) => known.get(edge.from)?.has(edge.port) && known.has(edge.to))
    .map((edge, index) => ({
      id: `e${index}`,
      sources: [outletOf(edge.from, edge.port)],
      targets: [inletOf(edge.to)],
    }));
  return {
    id: 'flow',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.spacing.nodeNode': '40',
      'elk.layered.spacing.nodeNodeBetweenLayers': '90',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
      'elk.edgeRouting': 'POLYLINE',
      'elk.separateConnectedComponents': 'true',
    },
    children,
    edges,
  };
}

function port({ id, x, y, side }: { id: string; x: number; y: number; side: 'WEST' | 'EAST' }) {
  return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}

function inletOf(id: string): string {
  return `${id} in`;
}

function outletOf(id: string, outlet: string): string {
  return `${id} out ${outlet}`;
}
