import type { FlowNote } from '@patchbay/flow-spec';
import type { Node, NodeProps } from '@xyflow/react';
import { type JSX, memo, useState } from 'react';
import { useEditor } from '../editor/editor-context.ts';

export type CanvasNote = Node<{ note: FlowNote }, 'note'>;

/** A sticky note; written in place after a double click. */
export const NoteCard = memo(function NoteCard({ data }: NodeProps<CanvasNote>): JSX.Element {
  const { store, readOnly } = useEditor();
  const [editing, setEditing] = useState(false);
  const { note } = data;
  if (!editing) {
    return (
      <div className="pb-note" onDoubleClick={() => setEditing(!readOnly)}>
        {note.text || 'Double-click to write'}
      </div>
    );
  }
  return (
    <textarea
      className="pb-note nodrag nowheel"
      aria-label="Note"
      autoFocus
      defaultValue={note.text}
      onBlur={(event) => {
        setEditing(false);
        if (event.currentTarget.value !== note.text)
          store.apply([{ type: 'note.set', id: note.id, note: { ...note, text: event.currentTarget.value } }]);
      }}
    />
  );
});
