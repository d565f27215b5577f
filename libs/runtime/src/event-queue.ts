/** Events that one side puts in as they happen and the other takes out as they come; ended once. */
export interface EventQueue<Event> {
  put(event: Event): void;
  /** Takes all that is there; undefined when it ended and is empty. Waits when it is empty. */
  take(): Promise<Event[] | undefined>;
  drain(): Event[];
  end(): void;
}

export function createEventQueue<Event>(): EventQueue<Event> {
  let waiting: (() => void) | undefined;
  let items: Event[] = [];
  let ended = false;
  const wake = () => {
    waiting?.();
    waiting = undefined;
  };
  const drain = () => {
    const taken = items;
    items = [];
    return taken;
  };
  return {
    put(event) {
      items.push(event);
      wake();
    },
    async take() {
      while (items.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
      return items.length > 0 ? drain() : undefined;
    },
    drain,
    end() {
      ended = true;
      wake();
    },
  };
}
