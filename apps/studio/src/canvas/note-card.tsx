import type { FlowNote } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type Node, type NodeProps, NodeResizer } from '@xyflow/react';
import { type JSX, memo, useState } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { ColourToolbar } from './board-toolbar.tsx';
import { boardColour } from './colours.ts';
import { keepWords } from './keep-words.ts';
import { LEAST_SIZE } from './least-size.ts';

export type CanvasNote = Node<{ note: FlowNote }, 'note'>;

/** A sticky note; written in place after a double click, or at once when it is new. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<CanvasNote>): JSX.Element {
  const t = useTexts('canvas');
  const { store, readOnly } = useEditorCore();
  const { note } = data;
  const alone = useEditorState((state) => state.selection.size === 1 && state.selection.has(id));
  const [editing, setEditing] = useState(note.text === '' && selected && !readOnly);
  // From the store itself: what React Flow hands on comes a moment after a key.
  const text = useEditorState(({ document }) => document.notes?.find((one) => one.id === note.id)?.text) ?? '';
  const colour = boardColour(note.color, 'yellow');
  const set = (change: Partial<FlowNote>) =>
    store.apply([{ type: 'note.set', id: note.id, note: { ...note, ...change } }], {
      mergeKey: `note ${note.id} ${Object.keys(change).join()}`,
    });
  return (
    <>
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={LEAST_SIZE.note.width}
        minHeight={LEAST_SIZE.note.height}
      />
      <ColourToolbar
        visible={alone && !readOnly}
        colour={colour}
        what={t('colourOfTheNote')}
        onChoose={(color) => set({ color })}
      />
      {editing ? (
        <textarea
          className="pb-note nodrag nowheel"
          data-colour={colour}
          aria-label={t('note')}
          autoFocus
          ref={keepWords}
          value={text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          onBlur={() => setEditing(false)}
        />
      ) : (
        <div className="pb-note" data-colour={colour} onDoubleClick={() => setEditing(!readOnly)}>
          {note.text || t('doubleClickToWrite')}
        </div>
      )}
    </>
  );
});
