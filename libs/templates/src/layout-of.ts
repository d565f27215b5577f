import type { FlowEdge, FlowNode, Position } from '@patchbay/flow-spec';

const COLUMN = 340;
const ROW = 210;
/** Columns beside each other; what is further goes on below, so that a long flow can be read at one glance. */
const COLUMNS = 6;

/** Positions in columns by how far a node lies from the first, six beside each other and then on below; in a column, nodes stand in the order of those that lead to them. */
export function layoutOf({
  nodes,
  edges,
}: {
  nodes: readonly FlowNode[];
  edges: readonly FlowEdge[];
}): Record<string, Position> {
  const depth = depths({ nodes, edges });
  const columns: string[][] = [];
  for (const { id } of nodes) (columns[depth.get(id) ?? 0] ??= []).push(id);
  const row = new Map<string, number>();
  const layout: Record<string, Position> = {};
  for (const [index, column] of columns.entries()) {
    const place = (id: string) => {
      const before = edges.filter((edge) => edge.to === id && depth.get(edge.from) === index - 1);
      const rows = before.map((edge) => row.get(edge.from) ?? 0);
      return rows.length === 0 ? 0 : rows.reduce((sum, one) => sum + one, 0) / rows.length;
    };
    const ordered = (column ?? []).map((id) => ({ id, at: place(id) })).sort((a, b) => a.at - b.at);
    const middle = ordered.reduce((sum, one) => sum + one.at, 0) / Math.max(1, ordered.length);
    for (const [at, { id }] of ordered.entries()) {
      const y = middle + at - (ordered.length - 1) / 2;
      row.set(id, y);
      layout[id] = { x: index * COLUMN, y: Math.round(y * ROW) };
    }
  }
  return folded(layout);
}

function folded(layout: Record<string, Position>): Record<string, Position> {
  const bands: [string, Position][][] = [];
  for (const entry of Object.entries(layout)) (bands[Math.floor(entry[1].x / COLUMN / COLUMNS)] ??= []).push(entry);
  let top = 0;
  return Object.fromEntries(
    bands.flatMap((band) => {
      const rows = band.map(([, place]) => place.y);
      const first = Math.min(...rows);
      const down = top - first;
      top += Math.max(...rows) - first + ROW + ROW / 2;
      return band.map(([id, { x, y }]): [string, Position] => [id, { x: x % (COLUMN * COLUMNS), y: y + down }]);
    }),
  );
}

// The longest way without going round: a node stands to the right of all that lead to it.
function depths({ nodes, edges }: { nodes: readonly FlowNode[]; edges: readonly FlowEdge[] }): Map<string, number> {
  const depth = new Map<string, number>();
  const visit = (id: string, at: number, way: ReadonlySet<string>) => {
    if (way.has(id) || (depth.get(id) ?? -1) >= at) return;
    depth.set(id, at);
    for (const edge of edges) if (edge.from === id) visit(edge.to, at + 1, new Set([...way, id]));
  };
  if (nodes[0]) visit(nodes[0].id, 0, new Set());
  return depth;
}
