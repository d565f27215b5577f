/** Sizes of the frame, for itself and for what stands there while it comes. */
export const frame = ({ opened }: { opened: boolean }) => ({
  header: { height: 52 },
  navbar: { width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } },
});
