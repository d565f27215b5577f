/** One event of a `text/event-stream`. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** The events of a stream up to `[DONE]`, as many at once as have come at once. What is left of the body then is given up. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent[]> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  const lines = new EventLines();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const events = lines.push(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }));
      const end = events.findIndex(({ data }) => data === '[DONE]');
      if (end >= 0) events.length = end;
      if (events.length > 0) yield events;
      if (done || end >= 0) return;
    }
  } finally {
    // Hearing no more of it is no failure of what was heard.
    await reader.cancel().catch(() => undefined);
  }
}

/** Puts lines together to events, wherever the text is cut. */
class EventLines {
  #rest = '';
  #event = '';
  #data: string[] = [];

  push(text: string): ServerEvent[] {
    const whole = this.#rest + text;
    // A carriage return at the end may be half of a line's end.
    const lines = whole.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    const events: ServerEvent[] = [];
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0) events.push({ event: this.#event, data: this.#data.join('\n') });
        this.#event = '';
        this.#data = [];
      } else this.#field(line);
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
  }
}
