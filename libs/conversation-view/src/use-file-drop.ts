import { type ClipboardEvent, type DragEvent, useState } from 'react';

interface FileDrop {
  /** Whether files are being dragged over the element. */
  over: boolean;
  /** For the element that takes files. */
  handlers: {
    onDragOver?(event: DragEvent): void;
    onDragLeave?(event: DragEvent): void;
    onDrop?(event: DragEvent): void;
    onPaste?(event: ClipboardEvent): void;
  };
}

/** Files that are dropped on an element or pasted into it; without `onFiles` it takes none. */
export function useFileDrop(onFiles: ((files: File[]) => void) | undefined): FileDrop {
  const [over, setOver] = useState(false);
  if (!onFiles) return { over: false, handlers: {} };
  const take = (event: DragEvent | ClipboardEvent, { files }: DataTransfer) => {
    if (files.length === 0) return;
    event.preventDefault();
    onFiles([...files]);
  };
  return {
    over,
    handlers: {
      onDragOver(event) {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave({ relatedTarget, currentTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      },
      onDrop(event) {
        setOver(false);
        take(event, event.dataTransfer);
      },
      onPaste(event) {
        // Cells of a table are copied as text and as a picture of it: the text is meant.
        const { types } = event.clipboardData;
        if (!types.includes('text/plain') || !types.includes('text/html')) take(event, event.clipboardData);
      },
    },
  };
}
