import type { FlowDocument } from '../flow-document.ts';
import { type Box, cardBox, noteBox } from '../free-place.ts';
import type { Operation } from '../operation.ts';

/** What stands somewhere; a frame hides nothing but by its title. */
export interface Placed extends Box {
  isFrame: boolean;
}

/** What an operation puts where. Of a node that is moved, its size is that of a usual card where the document is not known. */
export function placedBy({
  document,
  operation,
}: {
  document: FlowDocument | undefined;
  operation: Operation;
}): Placed | undefined {
  switch (operation.type) {
    case 'node.add':
      return operation.position && { ...cardBox({ node: operation.node, at: operation.position }), isFrame: false };
    case 'node.move': {
      const node = document?.nodes.find((one) => one.id === operation.id);
      return operation.position && { ...cardBox({ node, at: operation.position }), isFrame: false };
    }
    case 'note.add':
    case 'note.set':
      return { ...noteBox(operation.note), isFrame: false };
    case 'frame.add':
    case 'frame.set': {
      const { x, y, width, height } = operation.frame;
      return { x, y, width, height, isFrame: true };
    }
    default:
      return undefined;
  }
}
