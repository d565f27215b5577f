/** How long a slice takes at most, in ms: half a frame, so that the other half is left for what is drawn. */
const SLICE_MS = 7;

/** Takes steps of a piece of work a few at a time, between the frames and the keys of the page, and then says that it is done. */
export function inSlices(work: Iterator<void>, done: () => void): { stop(): void } {
  let timer = setTimeout(slice, 0);
  function slice(): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) if (work.next().done) return done();
    timer = setTimeout(slice, 0);
  }
  return { stop: () => clearTimeout(timer) };
}
