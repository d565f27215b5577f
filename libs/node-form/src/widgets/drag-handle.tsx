import { IconGripVertical } from '@tabler/icons-react';
import type { JSX } from 'react';

/** What an item of a list is taken by; by keyboard, Alt and the arrows do the same. */
export function DragHandle({ onBegin, onEnd }: { onBegin(): void; onEnd(): void }): JSX.Element {
  return (
    <span
      className="pb-drag-handle"
      draggable
      aria-hidden
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        onBegin();
      }}
      onDragEnd={onEnd}
    >
      <IconGripVertical size={14} />
    </span>
  );
}
