import type { CommentThread } from '@patchbay/api-contract';
import type { FlowRepository } from '@patchbay/db';
import type { FlowNode, Operation } from '@patchbay/flow-spec';
import { operationsOf } from '../flows/draft-entry.ts';

/** What nodes were called that a draft has no more, by their ids: as they were when they were deleted last. */
export async function goneNodes({
  flows,
  ids,
  ...flow
}: {
  flows: FlowRepository;
  workspaceId: string;
  flowId: string;
  ids: ReadonlySet<string>;
}): Promise<Map<string, NonNullable<CommentThread['gone']>>> {
  const found = new Map<string, NonNullable<CommentThread['gone']>>();
  for (const id of ids) {
    const inverses = await flows.inversesOfRemovals({ ...flow, nodeId: id });
    const node = inverses.map((text) => nodeIn({ operations: operationsOf(text), id })).find(Boolean);
    if (node) found.set(id, { type: node.type, ...(node.label ? { label: node.label } : {}) });
  }
  return found;
}

function nodeIn({ operations, id }: { operations: readonly Operation[]; id: string }): FlowNode | undefined {
  for (const operation of operations) {
    if (operation.type === 'node.add' && operation.node.id === id) return operation.node;
    const kept = operation.type === 'document.replace' && operation.document.nodes.find((node) => node.id === id);
    if (kept) return kept;
  }
  return undefined;
}
