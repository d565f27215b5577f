/** What a `text/event-stream` says: an event with its id when it has one, or how long to wait before coming back. */
export type StreamPart =
  | { kind: 'event'; id: string | undefined; data: string }
  | { kind: 'retry'; milliseconds: number };

/** Nothing was heard for too long: the connection is dead although nobody closed it. */
export class SilentStreamError extends Error {
  constructor() {
    super('The stream has fallen silent.');
    this.name = 'SilentStreamError';
  }
}

/**
 * Reads the body of a `text/event-stream`. Ends when the body ends, throws when it breaks or when nothing, not even a comment, is heard for `silentMs`.
 * An event without its closing empty line was cut off, and is left out.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  { silentMs }: { silentMs: number },
): AsyncGenerator<StreamPart> {
  let rest = '';
  let id: string | undefined;
  let data: string[] = [];
  for await (const text of textsOf(body, silentMs)) {
    // A carriage return at the very end may be half of a line's end.
    const lines = (rest + text).split(/\r\n|\r(?!$)|\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { kind: 'event', id, data: data.join('\n') };
        id = undefined;
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
      if (field === 'data') data.push(value);
      else if (field === 'id') id = value;
      else if (field === 'retry' && /^\d+$/.test(value)) yield { kind: 'retry', milliseconds: Number(value) };
    }
  }
}

async function* textsOf(body: ReadableStream<Uint8Array>, silentMs: number): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read(), silentMs);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    // Also closes the connection of a reader who stops early.
    void reader.cancel().catch(() => undefined);
  }
}

function withinSilence<Value>(work: Promise<Value>, silentMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SilentStreamError()), silentMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
