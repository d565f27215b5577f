import { type FlowDocument, type FlowFrame, type FlowNote, graphOf } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { cardGeometry } from '../canvas/card-geometry.ts';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import { nameOfNode } from '../editor/name-of-node.ts';

/** One line of the outline: a node, one of its ports, a mark that the path goes on at a node which stands elsewhere, a note or a frame. */
export interface OutlineItem {
  key: string;
  kind: 'node' | 'port' | 'goto' | 'apart' | 'board' | 'note' | 'frame';
  /** Node, note or frame that it is or belongs to, as the canvas calls it. A mark belongs to the node that its path comes from. */
  id: string;
  /** Of a port, and of a mark: the one that its path comes from. */
  port?: string | undefined;
  /** Of a mark: the node at which the path goes on. */
  to?: string | undefined;
  /** Of a node. */
  type?: string | undefined;
  label: string;
  children: OutlineItem[];
}

/**
 * The flow as a tree. A path reads downwards on one level; where it forks, each port is a branch of its own. A node stands where a path first comes to it, and
 * other paths lead there by a mark. What no path comes to stands at the end, and behind it notes and frames.
 */
export function outlineItems(document: FlowDocument): OutlineItem[] {
  const t = textsOf('outline');
  const seen = new Set<string>();
  const roots: OutlineItem[] = [];
  for (const node of document.nodes)
    if (node.type === 'start' && !seen.has(node.id)) roots.push(...path({ document, from: node.id, seen }));
  const apart: OutlineItem[] = [];
  const graph = graphOf(document);
  const rest = document.nodes.filter((node) => !seen.has(node.id));
  // Those that nothing leads to first: they begin a path that the others stand on.
  for (const node of [...rest.filter((one) => graph.incoming(one.id).length === 0), ...rest])
    if (!seen.has(node.id)) apart.push(...path({ document, from: node.id, seen }));
  if (apart.length > 0)
    roots.push({ key: 'apart', kind: 'apart', id: '', label: t('notReachedByAnyPath'), children: apart });
  const board = [...(document.frames ?? []).map(frameLine), ...(document.notes ?? []).map(noteLine)];
  if (board.length > 0)
    roots.push({ key: 'board', kind: 'board', id: '', label: t('notesAndFrames'), children: board });
  return roots;
}

function frameLine({ id: own, title }: FlowFrame): OutlineItem {
  const id = frameItem(own);
  return { key: id, kind: 'frame', id, label: title || textsOf('canvas')('untitled'), children: [] };
}

function noteLine({ id: own, text }: FlowNote): OutlineItem {
  const id = noteItem(own);
  return { key: id, kind: 'note', id, label: text.trim().split('\n')[0] || textsOf('canvas')('note'), children: [] };
}

function path({
  document,
  from,
  seen,
  by,
}: {
  document: FlowDocument;
  from: string;
  seen: Set<string>;
  /** What leads there. */
  by?: { id: string; port: string };
}): OutlineItem[] {
  const graph = graphOf(document);
  const items: OutlineItem[] = [];
  const forks: { item: OutlineItem; ports: { id: string; label: string }[] }[] = [];
  let at: string | undefined = from;
  while (at !== undefined) {
    const id: string = at;
    const node = graph.node(id);
    if (!node) break;
    const label = nameOfNode({ document, id });
    if (seen.has(id)) {
      if (by)
        items.push({
          key: `goto ${by.id} ${by.port}`,
          kind: 'goto',
          ...by,
          to: id,
          // Of the many that have no label, the id tells which.
          label: node.label ? label : `${label} (${id})`,
          children: [],
        });
      break;
    }
    seen.add(id);
    const connected = graph.outgoing(id).map((edge) => edge.port);
    const { outlets } = cardGeometry({ node, connected: connected.join('\n') });
    const item: OutlineItem = { key: id, kind: 'node', id, type: node.type, label, children: [] };
    items.push(item);
    const [first] = outlets;
    const main = first?.id === 'next' ? first : undefined;
    forks.push({ item, ports: outlets.filter((outlet) => outlet !== main) });
    by = { id, port: 'next' };
    at = main && graph.edge(id, main.id)?.to;
  }
  // After the path itself, so that what it comes to stands on it, and not on a branch that joins it again.
  for (const { item, ports } of forks)
    item.children = ports.map(({ id: port, label }) => {
      const to = graph.edge(item.id, port)?.to;
      return {
        key: `${item.id} ${port}`,
        kind: 'port',
        id: item.id,
        port,
        label: label || port,
        children: to === undefined ? [] : path({ document, from: to, seen, by: { id: item.id, port } }),
      };
    });
  return items;
}

/** A line as it is shown, with what a screen reader says of its place. */
export interface OutlineRow extends OutlineItem {
  level: number;
  position: number;
  size: number;
  /** Undefined when it has no branches. */
  open: boolean | undefined;
}

/** Lines of the outline that are shown, with those folded that are `closed`. */
export function outlineRows({
  items,
  closed,
}: {
  items: readonly OutlineItem[];
  closed: ReadonlySet<string>;
}): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const open: { items: readonly OutlineItem[]; level: number; next: number }[] = [{ items, level: 1, next: 0 }];
  for (let list = open.at(-1); list; list = open.at(-1)) {
    const item = list.items[list.next];
    if (!item) {
      open.pop();
      continue;
    }
    list.next++;
    const shown = item.children.length > 0 ? !closed.has(item.key) : undefined;
    rows.push({ ...item, level: list.level, position: list.next, size: list.items.length, open: shown });
    if (shown) open.push({ items: item.children, level: list.level + 1, next: 0 });
  }
  return rows;
}

/** Keys of the lines that a line stands below: it is seen where none of them is folded. */
export function branchesTo({ items, key }: { items: readonly OutlineItem[]; key: string }): string[] {
  const open: { item: OutlineItem; above: string[] }[] = items.map((item) => ({ item, above: [] }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { item, above } = next;
    if (item.key === key) return above;
    for (const child of item.children) open.push({ item: child, above: [...above, item.key] });
  }
  return [];
}
