/** What notes and frames are not made smaller than by the pointer, in pixels of the canvas. */
export const LEAST_SIZE = {
  note: { width: 120, height: 60 },
  frame: { width: 160, height: 100 },
} as const;
