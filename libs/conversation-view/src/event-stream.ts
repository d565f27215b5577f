/** One event of a `text/event-stream`: its data as text, its id when it has one. */
export interface StreamEvent {
  id: string | undefined;
  data: string;
}

/** Reads a `text/event-stream` body; comments and other fields are passed over. Ends when the body ends, throws when it breaks. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = decode(body).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const event = parseEvent(part);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(block: string): StreamEvent | undefined {
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
    else if (line.startsWith('id:')) id = line.slice(3).trim();
  }
  return data.length ? { id, data: data.join('\n') } : undefined;
}

// TextDecoderStream's types ask for BufferSource, which Uint8Array is; a transform of our own says so without a cast.
function decode(body: ReadableStream<Uint8Array>): ReadableStream<string> {
  const decoder = new TextDecoder();
  return body.pipeThrough(
    new TransformStream<Uint8Array, string>({
      transform: (chunk, controller) => controller.enqueue(decoder.decode(chunk, { stream: true })),
      flush: (controller) => controller.enqueue(decoder.decode()),
    }),
  );
}
