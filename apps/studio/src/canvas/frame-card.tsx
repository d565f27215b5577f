import type { FlowFrame } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type Node, type NodeProps, NodeResizer } from '@xyflow/react';
import { type JSX, memo, useState } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { ColourToolbar } from './board-toolbar.tsx';
import { boardColour } from './colours.ts';
import { keepWords } from './keep-words.ts';
import { LEAST_SIZE } from './least-size.ts';

export type CanvasFrame = Node<{ frame: FlowFrame }, 'frame'>;

/** An area with a title behind the nodes. It is moved by its title, with what stands in it; the title is written after a double click. */
export const FrameCard = memo(function FrameCard({ id, data, selected }: NodeProps<CanvasFrame>): JSX.Element {
  const t = useTexts('canvas');
  const { store, readOnly } = useEditorCore();
  const { frame } = data;
  const alone = useEditorState((state) => state.selection.size === 1 && state.selection.has(id));
  const [editing, setEditing] = useState(false);
  // From the store itself: what React Flow hands on comes a moment after a key.
  const title = useEditorState(({ document }) => document.frames?.find((one) => one.id === frame.id)?.title) ?? '';
  const colour = boardColour(frame.color, 'gray');
  const set = (change: Partial<FlowFrame>) =>
    store.apply([{ type: 'frame.set', id: frame.id, frame: { ...frame, ...change } }], {
      mergeKey: `frame ${frame.id} ${Object.keys(change).join()}`,
    });
  return (
    <div className="pb-frame" data-colour={colour} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={LEAST_SIZE.frame.width}
        minHeight={LEAST_SIZE.frame.height}
      />
      <ColourToolbar
        visible={alone && !readOnly}
        colour={colour}
        what={t('colourOfTheFrame')}
        onChoose={(color) => set({ color })}
      />
      {editing ? (
        <input
          className="pb-frame-title nodrag"
          aria-label={t('titleOfTheFrame')}
          autoFocus
          ref={keepWords}
          value={title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
          onBlur={() => setEditing(false)}
        />
      ) : (
        <div className="pb-frame-title" onDoubleClick={() => setEditing(!readOnly)}>
          {frame.title || t('untitled')}
        </div>
      )}
    </div>
  );
});
