import { applyOperation, applyOperations, type FlowDocument, type Operation } from '@patchbay/flow-spec';

type Rename = Extract<Operation, { type: 'node.rename' }>;

interface Undone {
  document: FlowDocument;
  /** The whole document, behind the names that nodes get back: who follows a node by its name follows it. */
  operations: Operation[];
  inverse: Operation[];
  /** The names that nodes get back, those that were deleted since among them. */
  renames: Rename[];
}

/** A draft without changes, given what undoes them. */
export function undoneChanges({ draft, inverse }: { draft: FlowDocument; inverse: readonly Operation[] }): Undone {
  const undone = applyOperations({ document: draft, operations: inverse });
  if (!undone.ok) throw new Error(undone.message);
  const { document } = undone;
  const renames = lastingRenames(inverse);
  const again = renames.toReversed().map(({ id, to }): Rename => ({ type: 'node.rename', id: to, to: id }));
  return {
    document,
    renames,
    operations: [...fitting({ document: draft, renames }), { type: 'document.replace', document }],
    inverse: [...fitting({ document, renames: again }), { type: 'document.replace', document: draft }],
  };
}

/** Renames of nodes that are there at the end. Others keep the name that they had last: it comes back with them. */
function lastingRenames(operations: readonly Operation[]): Rename[] {
  const byName = new Map<string, Rename[]>();
  for (const operation of operations) {
    if (operation.type === 'node.rename') {
      const before = byName.get(operation.id) ?? [];
      byName.delete(operation.id);
      byName.set(operation.to, [...before, operation]);
    } else if (operation.type === 'node.remove') byName.delete(operation.id);
    else if (operation.type === 'document.replace') {
      const there = new Set(operation.document.nodes.map((node) => node.id));
      for (const name of byName.keys()) if (!there.has(name)) byName.delete(name);
    }
  }
  const lasting = new Set<Operation>([...byName.values()].flat());
  return operations.filter((operation): operation is Rename => lasting.has(operation));
}

function fitting({ document, renames }: { document: FlowDocument; renames: readonly Rename[] }): Rename[] {
  let current = document;
  return renames.filter((operation) => {
    const result = applyOperation({ document: current, operation });
    if (result.ok) current = result.document;
    return result.ok;
  });
}
