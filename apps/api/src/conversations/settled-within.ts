/** Resolves when the work has come to an end, good or bad, or when the time is over; without work, when the time is over. */
export function settledWithin({
  work,
  milliseconds,
}: {
  work: Promise<unknown> | undefined;
  milliseconds: number;
}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    work?.then(done, done);
  });
}
