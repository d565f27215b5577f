import { ScrollArea, Stack } from '@mantine/core';
import type { FlowDocument } from '@patchbay/flow-spec';
import type { JSX } from 'react';
import { itemOf } from '../canvas/item-ids.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { FrameForm, NoteForm } from './board-forms.tsx';
import { EdgeForm } from './edge-form.tsx';
import { Inspector } from './inspector.tsx';
import { leaveForm } from './leave-form.ts';

/** The form of what is selected: a note, a frame or an edge by itself, otherwise a node or the flow. */
export function SideForm(): JSX.Element {
  const only = useEditorState(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  const item = only === undefined ? undefined : itemOf(only);
  const isThere = useEditorState(({ document }) => item !== undefined && isBesideNodes({ document, item }));
  if (!item || !isThere) return <Inspector />;
  return (
    <ScrollArea key={only} h="100%" type="auto">
      <Stack p="md" gap="sm" data-form onKeyDown={leaveForm}>
        {item.kind === 'note' ? <NoteForm id={item.id} /> : null}
        {item.kind === 'frame' ? <FrameForm id={item.id} /> : null}
        {item.kind === 'edge' ? <EdgeForm from={item.from} port={item.port} /> : null}
      </Stack>
    </ScrollArea>
  );
}

/** Whether it is an item of the document and no node. Asked at every key, so that nodes are not looked for. */
function isBesideNodes({ document, item }: { document: FlowDocument; item: ReturnType<typeof itemOf> }): boolean {
  if (item.kind === 'note') return document.notes?.some((note) => note.id === item.id) === true;
  if (item.kind === 'frame') return document.frames?.some((frame) => frame.id === item.id) === true;
  return item.kind === 'edge' && document.nodes.some((node) => node.id === item.from);
}
