import { NativeSelect, TextInput } from '@mantine/core';
import type { FlowFrame, FlowNote } from '@patchbay/flow-spec';
import { GrowingTextarea } from '@patchbay/node-form';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { BOARD_COLOURS, boardColour } from '../canvas/colours.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';

/** What a note says, and its colour. */
export function NoteForm({ id }: { id: string }): JSX.Element | null {
  const t = useTexts('canvas');
  const { store, readOnly } = useEditorCore();
  const note = useEditorState(({ document }) => document.notes?.find((one) => one.id === id));
  if (!note) return null;
  const set = (change: Partial<FlowNote>) =>
    store.apply([{ type: 'note.set', id, note: { ...note, ...change } }], {
      mergeKey: `note ${id} ${Object.keys(change).join()}`,
    });
  return (
    <>
      <GrowingTextarea
        label={t('text')}
        readOnly={readOnly}
        minRows={4}
        maxRows={24}
        value={note.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <ColourField
        label={t('colourOfTheNote')}
        colour={boardColour(note.color, 'yellow')}
        onChoose={(color) => set({ color })}
      />
    </>
  );
}

/** The title of a frame, and its colour. */
export function FrameForm({ id }: { id: string }): JSX.Element | null {
  const t = useTexts('canvas');
  const { store, readOnly } = useEditorCore();
  const frame = useEditorState(({ document }) => document.frames?.find((one) => one.id === id));
  if (!frame) return null;
  const set = (change: Partial<FlowFrame>) =>
    store.apply([{ type: 'frame.set', id, frame: { ...frame, ...change } }], {
      mergeKey: `frame ${id} ${Object.keys(change).join()}`,
    });
  return (
    <>
      <TextInput
        label={t('title')}
        readOnly={readOnly}
        value={frame.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <ColourField
        label={t('colourOfTheFrame')}
        colour={boardColour(frame.color, 'gray')}
        onChoose={(color) => set({ color })}
      />
    </>
  );
}

interface ColourProps {
  label: string;
  colour: string;
  onChoose(colour: string): void;
}

function ColourField({ label, colour, onChoose }: ColourProps): JSX.Element {
  const t = useTexts('canvas');
  const { readOnly } = useEditorCore();
  return (
    <NativeSelect
      label={label}
      disabled={readOnly}
      data={BOARD_COLOURS.map((value) => ({ value, label: t(`colour_${value}`) }))}
      value={colour}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  );
}
