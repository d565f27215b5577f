import type { FlowDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import type { JSX } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';

const WIDTH = 240;
const HEIGHT = 90;
const AROUND = 60;

/** A small drawing of a flow, as it lies on the canvas. Decoration: what it shows is told beside it. */
export function FlowPicture({ document }: { document: FlowDocument }): JSX.Element | null {
  const layout = document.layout ?? {};
  const places = document.nodes.flatMap((node) => {
    const place = layout[node.id];
    return place ? [{ ...node, ...place }] : [];
  });
  if (places.length === 0) return null;
  const left = Math.min(...places.map((place) => place.x)) - AROUND;
  const top = Math.min(...places.map((place) => place.y)) - AROUND;
  const width = Math.max(...places.map((place) => place.x)) + WIDTH + AROUND - left;
  const height = Math.max(...places.map((place) => place.y)) + HEIGHT + AROUND - top;
  return (
    <svg
      className="pb-flow-picture"
      viewBox={`${left} ${top} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
    >
      {document.edges.map((edge) => {
        const [from, to] = [layout[edge.from], layout[edge.to]];
        if (!from || !to) return null;
        const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
        const bend = Math.max(40, Math.abs(x2 - x1) / 2);
        return (
          <path
            key={`${edge.from} ${edge.port}`}
            d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`}
            fill="none"
            stroke="var(--mantine-color-gray-5)"
            strokeWidth={6}
          />
        );
      })}
      {places.map((place) => {
        const group = nodeRegistry.get(place.type)?.group ?? 'flow';
        const colour = GROUP_COLOURS[group] ?? 'gray';
        return (
          <rect
            key={place.id}
            x={place.x}
            y={place.y}
            width={WIDTH}
            height={HEIGHT}
            rx={18}
            fill={`var(--mantine-color-${colour}-light)`}
            stroke={`var(--mantine-color-${colour}-5)`}
            strokeWidth={5}
          />
        );
      })}
    </svg>
  );
}
