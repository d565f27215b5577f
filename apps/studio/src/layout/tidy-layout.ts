import type { FlowDocument, Position } from '@patchbay/flow-spec';
import { boxesOf } from '../edits/board.ts';
import { type LayoutGraph, layoutGraph } from './layout-graph.ts';

/** Flows of at most so many nodes are laid out by elkjs; for a thousand it takes seconds. */
const MOST_FOR_ELK = 200;

let running: ReturnType<typeof start> | undefined;

/**
 * Places for all nodes, or for those with these ids within their own corner of the canvas: paths lead from left to right and cross as little as can be. Worked out in a
 * worker that is loaded at the first use, so that the canvas is never blocked.
 */
export async function tidyLayout({
  document,
  ids,
}: {
  document: FlowDocument;
  ids?: ReadonlySet<string> | undefined;
}): Promise<Map<string, Position>> {
  const graph = layoutGraph({ document, ids });
  if (graph.children.length === 0) return new Map();
  const laid = graph.children.length > MOST_FOR_ELK ? await layered(graph) : await byElk(graph);
  const before = boxesOf({ document, ids: new Set(graph.children.map((child) => child.id)) });
  const corner = ids
    ? { x: Math.min(...before.map((box) => box.x)), y: Math.min(...before.map((box) => box.y)) }
    : { x: 0, y: 0 };
  const left = Math.min(...laid.map((place) => place.x));
  const top = Math.min(...laid.map((place) => place.y));
  return new Map(
    laid.map(({ id, x, y }) => [id, { x: Math.round(x - left + corner.x), y: Math.round(y - top + corner.y) }]),
  );
}

async function byElk(graph: LayoutGraph): Promise<{ id: string; x: number; y: number }[]> {
  running ??= start();
  const { children = [] } = await (await running).layout(graph);
  return children.map(({ id, x = 0, y = 0 }) => ({ id, x, y }));
}

function layered({ children, edges }: LayoutGraph): Promise<{ id: string; x: number; y: number }[]> {
  const ports = new Map(
    children.flatMap((child, box) => child.ports.map((port) => [port.id, { box, y: port.y }] as const)),
  );
  const boxes = children.map(({ id, width, height }) => ({ id, width, height }));
  const paths = edges.flatMap(({ sources: [source = ''], targets: [target = ''] }) => {
    const [from, to] = [ports.get(source), ports.get(target)];
    return from && to && from.box !== to.box ? [{ from: from.box, to: to.box, out: from.y }] : [];
  });
  const worker = new Worker(new URL('./layered-worker.ts', import.meta.url), { type: 'module', name: 'large layout' });
  return new Promise<{ x: number; y: number }[]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ x: number; y: number }[]>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ boxes, paths });
  })
    .finally(() => worker.terminate())
    .then((places) => boxes.map(({ id }, index) => ({ id, x: places[index]?.x ?? 0, y: places[index]?.y ?? 0 })));
}

async function start() {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  return new Elk({
    workerFactory: () => new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module', name: 'layout' }),
  });
}
