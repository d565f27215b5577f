import { getViewportForBounds, type Viewport } from '@xyflow/react';
import { z } from 'zod';
import { WORKSPACE } from '../api/session.tsx';
import type { CanvasItem } from './canvas-elements.ts';

/** Below this zoom the cards cannot be read: a flow that does not fit is opened at its start instead. */
const READABLE = 0.55;
const viewport = z.object({ x: z.number(), y: z.number(), zoom: z.number().min(0.05).max(4) });

const keyOf = (flowKey: string) => `patchbay.view.${WORKSPACE}.${flowKey}`;

/** What one sees of a flow at first: the nodes that are asked for, else where this tab was last, else all of it; where that cannot be read, its start. */
export function firstView({
  flowKey,
  items,
  fitted,
  width,
  height,
}: {
  flowKey: string;
  items: readonly CanvasItem[];
  fitted: ReadonlySet<string> | undefined;
  width: number;
  height: number;
}): Viewport {
  const kept = fitted ? undefined : readView(flowKey);
  if (kept) return kept;
  const asked = items.filter((item) => item.type === 'flow' && fitted?.has(item.data.node.id));
  const bounds = boundsOf(asked.length > 0 ? asked : items);
  if (!bounds) return { x: 80, y: height / 3, zoom: 1 };
  const whole = getViewportForBounds(bounds, width, height, 0.1, 1, 0.12);
  if (whole.zoom >= READABLE) return whole;
  const start = items.find((item) => item.type === 'flow' && item.data.node.type === 'start') ?? items[0];
  const zoom = width < 700 ? 0.7 : 0.8;
  return {
    zoom,
    x: 40 - (start?.position.x ?? 0) * zoom,
    y: height / 2 - ((start?.position.y ?? 0) + 50) * zoom,
  };
}

export function keepView({ flowKey, view }: { flowKey: string; view: Viewport }): void {
  try {
    sessionStorage.setItem(keyOf(flowKey), JSON.stringify(view));
  } catch {
    // A full storage forgets where one was.
  }
}

function readView(flowKey: string): Viewport | undefined {
  try {
    return viewport.safeParse(JSON.parse(sessionStorage.getItem(keyOf(flowKey)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function boundsOf(items: readonly CanvasItem[]) {
  if (items.length === 0) return undefined;
  const left = Math.min(...items.map(({ position }) => position.x));
  const top = Math.min(...items.map(({ position }) => position.y));
  const right = Math.max(...items.map(({ position, width = 0 }) => position.x + width));
  const bottom = Math.max(...items.map(({ position, height = 0 }) => position.y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
