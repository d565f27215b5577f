import { useState } from 'react';

const KEY = 'patchbay.node-data';

/** Whether the data of a node are unfolded: as somebody left them last, else as it is `meant`. Where nothing `unfolds` by itself, not. */
export function useDataOpen({
  unfolds,
  meant,
}: {
  unfolds: boolean;
  meant: boolean;
}): [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => {
    const kept = localStorage.getItem(KEY);
    return unfolds && (kept === null ? meant : kept === 'open');
  });
  const set = (next: boolean) => {
    localStorage.setItem(KEY, next ? 'open' : 'closed');
    setOpen(next);
  };
  return [open, set];
}
