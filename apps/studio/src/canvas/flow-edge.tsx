import { useTexts } from '@patchbay/texts';
import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { type JSX, memo } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import type { CanvasEdge } from './canvas-elements.ts';

/** A path from a port to a node, with a plus in its middle that puts a node in between. Its arrow is chosen by the style sheet, as its colour is. */
export const FlowEdgeLine = memo(function FlowEdgeLine(props: EdgeProps<CanvasEdge>): JSX.Element {
  const t = useTexts('canvas');
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, interactionWidth } = props;
  const { pickNode, readOnly } = useEditorCore();
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    sourcePosition,
    targetX,
    targetY,
    targetPosition,
    borderRadius: 10,
    offset: 18,
  });
  const plus = plusAt({ x: labelX, y: labelY, across: targetX - sourceX, down: targetY - sourceY });
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(interactionWidth === undefined ? {} : { interactionWidth })}
        className={data?.state ? `pb-edge-${data.state}` : 'pb-edge'}
      />
      {readOnly || !data || !plus ? null : (
        <g
          className="pb-edge-add nodrag nopan"
          transform={`translate(${plus.x} ${plus.y}) scale(${plus.scale})`}
          onClick={(event) => {
            event.stopPropagation();
            pickNode({
              screen: { x: event.clientX, y: event.clientY },
              position: { x: Math.round(labelX - 124), y: Math.round(labelY - 20) },
              from: { id: data.edge.from, port: data.edge.port },
            });
          }}
        >
          <title>{t('addANodeHere')}</title>
          <circle r={11} />
          <path d="M-5 0H5M0 -5V5" />
        </g>
      )}
    </>
  );
});

/** Below these lengths of a path, in pixels of the canvas, the plus stands beside it, so as not to cover it, and there is none. */
const SHORT = { beside: 48, none: 24 } as const;

/** Where the plus of a path stands, by its middle and by how far it leads. One that leads back goes round, and is long. */
function plusAt({
  x,
  y,
  across,
  down,
}: {
  x: number;
  y: number;
  across: number;
  down: number;
}): { x: number; y: number; scale: number } | undefined {
  const length = across < 0 ? Infinity : across + Math.abs(down);
  if (length < SHORT.none) return undefined;
  return length < SHORT.beside ? { x, y: y - 18, scale: 0.75 } : { x, y, scale: 1 };
}
