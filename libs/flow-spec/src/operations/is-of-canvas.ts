import type { Operation } from '../operation.ts';

/** Operations that change only how a flow is drawn: places, notes and frames. No run can tell. */
export const CANVAS_OPERATIONS: readonly Operation['type'][] = [
  'node.move',
  'note.add',
  'note.set',
  'note.remove',
  'frame.add',
  'frame.set',
  'frame.remove',
];

export function isOfCanvas({ type }: Operation): boolean {
  return CANVAS_OPERATIONS.includes(type);
}
