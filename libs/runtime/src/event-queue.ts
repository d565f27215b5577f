/** Events that one side puts in as they happen and the other takes out as they come; ended once. */
export interface EventQueue<Event> {
  put(event: Event): void;
  /** All that is there, waiting for the first where there is none; undefined when it ended and is empty. */
  take(): Promise<Event[] | undefined>;
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
      const taken = items;
      items = [];
      return taken.length > 0 ? taken : undefined;
    },
    end() {
      ended = true;
      wake();
    },
  };
}
