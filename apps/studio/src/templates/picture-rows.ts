import type { FlowDocument, FlowNode } from '@patchbay/flow-spec';

export interface PictureRow {
  node: FlowNode;
  /** How far it lies off the main way, from 0. */
  depth: number;
  /** The row that leads to it; undefined for the first. */
  from: number | undefined;
}

/** Of the parts of a flow that do something, the main way from top to bottom and what branches off it, each once. */
export function pictureRows({ nodes, edges }: Pick<FlowDocument, 'nodes' | 'edges'>): PictureRow[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const after = new Map<string, string[]>();
  for (const { from, to } of edges) after.set(from, [...new Set([...(after.get(from) ?? []), to])]);
  const reach = new Map(nodes.map(({ id }) => [id, reachedFrom({ id, after })]));
  const rows: PictureRow[] = [];
  const seen = new Set<string>();
  const walk = ({ id, depth, from, until }: { id: string; depth: number; from: number | undefined; until: string }) => {
    const node = byId.get(id);
    if (!node || id === until || seen.has(id)) return;
    seen.add(id);
    const shown = isShown(node);
    if (shown) rows.push({ node, depth, from });
    const here = shown ? rows.length - 1 : from;
    const ways = (after.get(id) ?? []).filter((to) => to !== until && !seen.has(to));
    // The main way goes on where all others come together, else where most lies ahead.
    const join = joinOf({ node, ways, reach });
    const main = join ?? ways.toSorted((a, b) => (reach.get(b)?.size ?? 0) - (reach.get(a)?.size ?? 0))[0];
    if (main === undefined) return;
    for (const way of ways)
      if (way !== main && !reach.get(main)?.has(way)) walk({ id: way, depth: depth + 1, from: here, until: main });
    walk({ id: main, depth, from: here, until });
  };
  const [start] = nodes;
  if (start) walk({ id: start.id, depth: 0, from: undefined, until: '' });
  return rows;
}

// Where a conversation begins and ends is the same in every flow.
function isShown({ type }: FlowNode): boolean {
  return type !== 'start' && type !== 'end';
}

/** The first part that all these ways come to. Only a condition skips what lies between: of steps to try, each way leads on. */
function joinOf({
  node,
  ways,
  reach,
}: {
  node: FlowNode;
  ways: readonly string[];
  reach: ReadonlyMap<string, ReadonlySet<string>>;
}): string | undefined {
  const [first, ...others] = ways.map((way) => new Set([way, ...(reach.get(way) ?? [])]));
  if (!first || others.length === 0) return undefined;
  const join = [...first].find((id) => others.every((one) => one.has(id)));
  return join !== undefined && ways.includes(join) && node.type !== 'condition' ? undefined : join;
}

// Nearest first.
function reachedFrom({ id, after }: { id: string; after: ReadonlyMap<string, readonly string[]> }): Set<string> {
  const found = new Set<string>(after.get(id));
  for (const one of found) for (const to of after.get(one) ?? []) found.add(to);
  return found;
}
