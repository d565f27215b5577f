import { useTexts } from '@patchbay/texts';
import { BaseEdge, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { type JSX, memo } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import type { CanvasEdge } from './canvas-elements.ts';

/** A path from a port to a node, with a plus in its middle that puts a node in between. */
export const FlowEdgeLine = memo(function FlowEdgeLine(props: EdgeProps<CanvasEdge>): JSX.Element {
  const t = useTexts('canvas');
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd, data, interactionWidth } =
    props;
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
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(interactionWidth === undefined ? {} : { interactionWidth })}
        className={data?.state ? `pb-edge-${data.state}` : 'pb-edge'}
      />
      {readOnly || !data ? null : (
        <g
          className="pb-edge-add nodrag nopan"
          transform={`translate(${labelX} ${labelY})`}
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
