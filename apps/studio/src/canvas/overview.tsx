import { useComputedColorScheme } from '@mantine/core';
import { Panel, useReactFlow, useStoreApi } from '@xyflow/react';
import { type JSX, type PointerEvent, useEffect, useRef } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import type { CanvasItem } from './canvas-elements.ts';
import { boardColour, GROUP_COLOURS } from './colours.ts';

const SIZE = { width: 180, height: 120, margin: 8 } as const;

/** The picture of the flow is painted anew at most so often, in ms: what is dragged moves in it by steps. */
const PAUSE_MS = 120;

interface Drawn {
  items: readonly CanvasItem[];
  scheme: string;
  bounds: ReturnType<typeof boundsOf>;
  scale: number;
  /** Where the picture begins in its box, in the middle of which it stands. */
  origin: { x: number; y: number };
  still: HTMLCanvasElement;
  accent: string;
}

/**
 * The whole flow in a corner, with what is in view; a click or a drag leads there. Painted, not built of elements: a thousand nodes cost it a millisecond.
 */
export function Overview({ items }: { items: readonly CanvasItem[] }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<Drawn>(undefined);
  const wanted = useRef({ items, scheme: '' });
  const api = useStoreApi();
  const { setCenter } = useReactFlow();
  const scheme = useComputedColorScheme('light');
  const renew = useRef<() => void>(undefined);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = () => {
      if (drawn.current) paintView({ context, drawn: drawn.current, state: api.getState() });
    };
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    };
    const repaint = () => {
      timer = undefined;
      const next = wanted.current;
      const before = drawn.current;
      if (before?.scheme === next.scheme && looksSame(before.items, next.items)) return;
      drawn.current = draw({ ...next, element });
      soon();
    };
    renew.current = () => {
      if (drawn.current) timer ??= setTimeout(repaint, PAUSE_MS);
      else repaint();
    };
    let before = api.getState().transform;
    const stop = api.subscribe(({ transform }) => {
      if (transform === before) return;
      before = transform;
      soon();
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [api]);
  useEffect(() => {
    wanted.current = { items, scheme };
    renew.current?.();
  }, [items, scheme]);

  const lead = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    if (!drawn.current) return;
    const { bounds, scale, origin } = drawn.current;
    void setCenter(
      (event.clientX - box.left - origin.x) / scale + bounds.x,
      (event.clientY - box.top - origin.y) / scale + bounds.y,
      { zoom: api.getState().transform[2] },
    );
  };
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  return (
    <Panel position="bottom-right" className="pb-overview nopan nowheel">
      <canvas
        ref={canvas}
        width={SIZE.width * ratio}
        height={SIZE.height * ratio}
        style={{ width: SIZE.width, height: SIZE.height }}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          lead(event);
        }}
        onPointerMove={lead}
      />
    </Panel>
  );
}

function boundsOf(items: readonly CanvasItem[]) {
  if (items.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position, width = 0, height = 0 } of items) {
    left = Math.min(left, position.x);
    top = Math.min(top, position.y);
    right = Math.max(right, position.x + width);
    bottom = Math.max(bottom, position.y + height);
  }
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

function draw({
  items,
  scheme,
  element,
}: {
  items: readonly CanvasItem[];
  scheme: string;
  element: HTMLElement;
}): Drawn {
  const bounds = boundsOf(items);
  const scale = Math.min(
    (SIZE.width - SIZE.margin * 2) / bounds.width,
    (SIZE.height - SIZE.margin * 2) / bounds.height,
  );
  const colourOf = colours(element);
  const accent = colourOf('var(--mantine-primary-color-filled)');
  const origin = { x: (SIZE.width - bounds.width * scale) / 2, y: (SIZE.height - bounds.height * scale) / 2 };
  return { items, scheme, bounds, scale, origin, accent, still: painted({ items, bounds, scale, origin, colourOf }) };
}

function paintView({
  context,
  drawn: { still, bounds, scale, origin, accent },
  state: { transform, width, height },
}: {
  context: CanvasRenderingContext2D;
  drawn: Drawn;
  state: { transform: [number, number, number]; width: number; height: number };
}): void {
  const [x, y, zoom] = transform;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.drawImage(still, 0, 0);
  context.setTransform(still.width / SIZE.width, 0, 0, still.height / SIZE.height, 0, 0);
  context.strokeStyle = accent;
  context.lineWidth = 1.5;
  context.strokeRect(
    (-x / zoom - bounds.x) * scale + origin.x,
    (-y / zoom - bounds.y) * scale + origin.y,
    (width / zoom) * scale,
    (height / zoom) * scale,
  );
}

/** Whether two lists of items are the same in the picture: a text that is written changes nothing in it. */
function looksSame(before: readonly CanvasItem[], after: readonly CanvasItem[]): boolean {
  return (
    before === after ||
    (before.length === after.length &&
      after.every((item, index) => {
        const old = before[index];
        return (
          old === item ||
          (old !== undefined &&
            old.position.x === item.position.x &&
            old.position.y === item.position.y &&
            old.width === item.width &&
            old.height === item.height &&
            old.selected === item.selected &&
            colourName(old) === colourName(item))
        );
      }))
  );
}

function painted({
  items,
  bounds,
  scale,
  origin,
  colourOf,
}: {
  items: readonly CanvasItem[];
  bounds: { x: number; y: number };
  scale: number;
  origin: Drawn['origin'];
  colourOf(css: string): string;
}): HTMLCanvasElement {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const still = document.createElement('canvas');
  still.width = SIZE.width * ratio;
  still.height = SIZE.height * ratio;
  const context = still.getContext('2d');
  if (!context) return still;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const item of items) {
    const { width = 0, height = 0, position } = item;
    context.globalAlpha = item.type === 'frame' ? 0.25 : item.type === 'note' ? 0.6 : 1;
    context.fillStyle = colourOf(
      item.selected ? 'var(--mantine-primary-color-filled)' : `var(--mantine-color-${colourName(item)}-5)`,
    );
    context.fillRect(
      (position.x - bounds.x) * scale + origin.x,
      (position.y - bounds.y) * scale + origin.y,
      Math.max(1, width * scale),
      Math.max(1, height * scale),
    );
  }
  return still;
}

function colourName(item: CanvasItem): string {
  if (item.type === 'note') return boardColour(item.data.note.color, 'yellow');
  if (item.type === 'frame') return boardColour(item.data.frame.color, 'gray');
  return GROUP_COLOURS[nodeRegistry.get(item.data.node.type)?.group ?? ''] ?? 'gray';
}

// A painted picture knows no variables of CSS.
function colours(element: HTMLElement): (css: string) => string {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (css) => {
    const name = /^var\((.*)\)$/.exec(css)?.[1] ?? '';
    const before = known.get(name);
    if (before !== undefined) return before;
    const value = style.getPropertyValue(name).trim() || '#888';
    known.set(name, value);
    return value;
  };
}
