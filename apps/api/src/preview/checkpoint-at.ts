import { type Checkpoint, CHECKPOINT_FORMAT, initialSnapshot, type Plan } from '@patchbay/runtime';
import type { NodeData } from './preview-conversation.ts';

/**
 * Where a run begins that goes straight to a node of the flow itself, as if a path had come there with these data. It goes on with the loops
 * that the node was in; one that it begins at begins anew.
 */
export function checkpointAt({ plan, nodeId, data }: { plan: Plan; nodeId: string; data: NodeData }): Checkpoint {
  const snapshot = initialSnapshot(plan.main);
  const [frame] = snapshot.frames;
  if (!frame) throw new Error('a new conversation has a frame');
  const { vars, nodes, loops, message } = structuredClone(data);
  const own = loops.findIndex((loop) => loop.node === nodeId);
  return {
    format: CHECKPOINT_FORMAT,
    snapshot: {
      ...snapshot,
      status: 'idle',
      turns: 1,
      message,
      frames: [{ ...frame, vars: { ...frame.vars, ...vars }, nodes, loops: own < 0 ? loops : loops.slice(0, own) }],
    },
    node: nodeId,
    arrival: { kind: 'entered', opening: plan.main.node(nodeId)?.type === 'start', loop: undefined },
    ids: [],
    spent: { steps: 0, nodes: 0 },
  };
}
