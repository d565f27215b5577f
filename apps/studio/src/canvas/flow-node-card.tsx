import { Text, ThemeIcon, Tooltip } from '@mantine/core';
import type { FlowNode } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { type JSX, memo } from 'react';
import { useEditor } from '../editor/editor-context.ts';
import { GROUP_COLOURS, NodeIcon } from './node-icon.tsx';

export type CanvasNode = Node<{ node: FlowNode; connected: string }, 'flow'>;

/** A node on the canvas: what it is, what it does in one line, its ports, and what is wrong with it. */
export const FlowNodeCard = memo(function FlowNodeCard({ data, selected }: NodeProps<CanvasNode>): JSX.Element {
  const { node } = data;
  const { problems, path } = useEditor();
  const definition = nodeRegistry.get(node.type);
  const config = node.config ?? {};
  const outlets = definition?.outlets(config) ?? unknownOutlets(data.connected);
  const own = problems.get(node.id) ?? [];
  const worst = own.find((problem) => problem.severity === 'error') ?? own[0];
  const state = path.current === node.id ? 'current' : path.visited.has(node.id) ? 'visited' : undefined;
  return (
    <div className="pb-node" data-selected={selected || undefined} data-state={state} data-fault={worst?.severity}>
      {node.type === 'start' ? null : (
        <Handle type="target" position={Position.Left} id="in" className="pb-handle" aria-label={`Into ${node.id}`} />
      )}
      <div className="pb-node-head">
        <ThemeIcon
          size={26}
          radius="sm"
          variant="light"
          color={definition ? (GROUP_COLOURS[definition.group] ?? 'gray') : 'red'}
        >
          <NodeIcon name={definition?.icon} />
        </ThemeIcon>
        <Text size="sm" fw={600} truncate flex={1}>
          {node.label ?? definition?.title ?? `Unknown: ${node.type}`}
        </Text>
        {worst ? (
          <Tooltip
            label={own.map((problem) => problem.message).join('\n')}
            multiline
            maw={320}
            style={{ whiteSpace: 'pre-line' }}
          >
            <span
              className={worst.severity === 'error' ? 'pb-fault' : 'pb-warning'}
              role="img"
              aria-label={worst.message}
            >
              {worst.severity === 'error' ? <IconAlertCircle size={16} /> : <IconAlertTriangle size={16} />}
            </span>
          </Tooltip>
        ) : null}
      </div>
      <Text size="xs" c="dimmed" lineClamp={2} className="pb-node-summary">
        {definition?.summary(config) ?? 'This release does not know this type. It is kept as it is.'}
      </Text>
      <div className="pb-ports">
        {outlets.map((outlet) => (
          <div key={outlet.id} className="pb-port" data-kind={outlet.kind}>
            <Text size="xs" truncate>
              {outlet.label}
            </Text>
            <Handle
              type="source"
              position={Position.Right}
              id={outlet.id}
              className="pb-handle"
              aria-label={`From ${node.id}: ${outlet.label}`}
            />
          </div>
        ))}
      </div>
    </div>
  );
});

// The ports of an unknown type are those that edges leave from.
function unknownOutlets(connected: string) {
  return connected
    .split('\n')
    .filter(Boolean)
    .map((id) => ({ id, label: id, kind: 'plain' as const }));
}
