import type { FlowFrame, FlowNote } from '../flow-document.ts';
import { type Box, noteBox } from '../free-place.ts';
import type { Operation } from '../operation.ts';
import type { Own } from './own-places.ts';

/** Operations that add things, with their places; what is written into a note or a frame afterwards, and says its place with it, leaves it there. */
export function withPlaces({
  operations,
  own,
}: {
  operations: readonly Operation[];
  own: readonly Own[];
}): Operation[] {
  const added = new Map(own.filter((one) => one.moved).map((one) => [one.index, one]));
  const moved = { note: new Map<string, Own>(), frame: new Map<string, Own>() };
  return operations.map((operation, index): Operation => {
    const one = added.get(index);
    switch (operation.type) {
      case 'node.add':
        return one ? { ...operation, position: { x: one.box.x, y: one.box.y } } : operation;
      case 'note.add':
        if (!one) return operation;
        moved.note.set(operation.note.id, one);
        return { ...operation, note: noteAt({ note: operation.note, box: one.box }) };
      case 'note.set': {
        const before = moved.note.get(operation.id);
        return before?.item.kind === 'note' && isSame(noteBox(operation.note), noteBox(before.item.note))
          ? { ...operation, note: noteAt({ note: operation.note, box: before.box }) }
          : operation;
      }
      case 'frame.add':
        if (!one) return operation;
        moved.frame.set(operation.frame.id, one);
        return { ...operation, frame: frameAt({ frame: operation.frame, box: one.box }) };
      case 'frame.set': {
        const before = moved.frame.get(operation.id);
        return before?.item.kind === 'frame' && isSame(operation.frame, before.item.frame)
          ? { ...operation, frame: frameAt({ frame: operation.frame, box: before.box }) }
          : operation;
      }
      default:
        return operation;
    }
  });
}

function noteAt({ note, box: { x, y } }: { note: FlowNote; box: Box }): FlowNote {
  return { ...note, x, y };
}

function frameAt({ frame, box: { x, y, width, height } }: { frame: FlowFrame; box: Box }): FlowFrame {
  return { ...frame, x, y, width, height };
}

function isSame(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
