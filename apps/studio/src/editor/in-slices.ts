/** How long a slice takes at most, in ms: a quarter of a frame, so that the rest is left for what is typed and drawn. */
const SLICE_MS = 4;

/** Takes steps of a piece of work a few at a time, between the frames and the keys of the page, and then says what came of it. */
export function inSlices<Result>(work: Iterator<void, Result>, done: (result: Result) => void): { stop(): void } {
  let timer = setTimeout(slice, 0);
  function slice(): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const step = work.next();
      if (step.done) return done(step.value);
    }
    timer = setTimeout(slice, 0);
  }
  return { stop: () => clearTimeout(timer) };
}
