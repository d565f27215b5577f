import type { FlowNode, FlowProblem } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useTexts } from '@patchbay/texts';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { type JSX, memo } from 'react';
import { NodeMarks } from '../debug/node-marks.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { problemInWords } from '../editor/problem-in-words.ts';
import { cardGeometry } from './card-geometry.ts';
import { GROUP_COLOURS } from './colours.ts';
import { NodeIcon } from './node-icon.tsx';
import { PathMark, pathStep } from './path-mark.tsx';

export type CanvasNode = Node<{ node: FlowNode; connected: string }, 'flow'>;

/** A node on the canvas: what it is, what it does in one line, its ports, what is wrong with it, and where a test stands. Drawn to the sizes of `cardGeometry`. */
export const FlowNodeCard = memo(function FlowNodeCard({ data, selected }: NodeProps<CanvasNode>): JSX.Element {
  const t = useTexts('canvas');
  const { node, connected } = data;
  const problems = useEditorState((state) => state.problems.get(node.id));
  const step = useEditorState(({ path }) => pathStep({ path, id: node.id }));
  const definition = nodeRegistry.get(node.type);
  const { outlets, ports, inlet, height } = cardGeometry({ node, connected });
  const worst = problems?.find((problem) => problem.severity === 'error') ?? problems?.[0];
  const colour = definition ? (GROUP_COLOURS[definition.group] ?? 'gray') : 'red';
  const summary = definition?.summary(node.config ?? {}) ?? t('unknownTypeKept');
  const free = new Set(connected.split('\n'));
  return (
    <div
      className="pb-node"
      style={{ height }}
      data-selected={selected || undefined}
      data-state={step}
      data-fault={worst?.severity}
      data-colour={colour}
    >
      <NodeMarks nodeId={node.id} />
      {inlet === undefined ? null : (
        <Handle type="target" position={Position.Left} id="in" className="pb-handle" style={{ top: inlet }} />
      )}
      <div className="pb-node-head">
        <span className="pb-node-icon">
          <NodeIcon name={definition?.icon} />
          {step ? <PathMark step={step} /> : null}
        </span>
        <span className="pb-node-title">
          {node.label || (definition?.title ?? t('unknownType', { type: node.type }))}
        </span>
        {worst && problems ? <Fault worst={worst} problems={problems} /> : null}
      </div>
      <div className="pb-node-summary" title={summary}>
        {summary}
      </div>
      {outlets.length > 0 ? (
        <div className="pb-ports">
          {outlets.map((outlet, index) => (
            <div
              key={outlet.id}
              className="pb-port"
              data-kind={outlet.kind}
              data-free={!free.has(outlet.id) || undefined}
            >
              {outlet.label || outlet.id}
              <Handle
                type="source"
                position={Position.Right}
                id={outlet.id}
                className="pb-handle"
                style={{ top: ports[index] }}
              />
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
});

// What it says stands in a tooltip of the canvas: one of its own would cost every card more than the rest of it.
function Fault({ worst, problems }: { worst: FlowProblem; problems: FlowProblem[] }): JSX.Element {
  const { store } = useEditorCore();
  const inWords = (problem: FlowProblem) => problemInWords({ document: store.document, problem });
  const error = worst.severity === 'error';
  return (
    <span
      className={error ? 'pb-fault' : 'pb-warning'}
      role="img"
      aria-label={inWords(worst)}
      data-tip={problems.map(inWords).join('\n')}
    >
      {error ? <IconAlertCircle size={17} /> : <IconAlertTriangle size={17} />}
      {problems.length > 1 ? <span className="pb-fault-count">{problems.length}</span> : null}
    </span>
  );
}
