import type { FlowDocument, Position } from '@patchbay/flow-spec';
import { boxesOf } from '../edits/board.ts';
import { layoutGraph } from './layout-graph.ts';

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
  running ??= start();
  const { children = [] } = await (await running).layout(graph);
  const laid = children.map(({ id, x = 0, y = 0 }) => ({ id, x, y }));
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

async function start() {
  const { default: Elk } = await import('elkjs/lib/elk-api.js');
  return new Elk({
    workerFactory: () => new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module', name: 'layout' }),
  });
}
