import { type Dispatcher, fetch as undiciFetch, Response as UndiciResponse } from 'undici';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';
import { tooLarge } from './outbound-failure.ts';

/** A WHATWG fetch on dispatchers that guard it. It follows no redirect, and its bodies end in an error where they grow too large. */
export function guardedFetch({
  route,
}: {
  /** Checks an address and says how it is reached. Throws `NodeError`. */
  route: (url: string) => { url: URL; dispatcher: Dispatcher };
}): typeof globalThis.fetch {
  const guarded = async (input: string | URL | Request, init?: RequestInit) => {
    const given = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    const { url, dispatcher } = route(given);
    const response = await undiciFetch(url, {
      // undici's own types differ from those of the global fetch in name alone.
      ...(typeof input === 'object' && 'url' in input ? partsOf(input) : {}),
      ...(init as object),
      redirect: 'error',
      dispatcher,
    });
    return capped(response);
  };
  // As above: the same interface under two names.
  return guarded as unknown as typeof globalThis.fetch;
}

// A request of the global class is none of undici's.
function partsOf({ method, headers, body, signal }: Request): object {
  return { method, headers: Object.fromEntries(headers), signal, ...(body ? { body, duplex: 'half' } : {}) };
}

/** Counts what is read, after decompression: an SDK reads a line or an error to its end, however long. */
function capped(response: UndiciResponse): UndiciResponse {
  if (!response.body) return response;
  const maxBytes = response.ok ? OUTBOUND_LIMITS.streamBytes : OUTBOUND_LIMITS.streamedErrorBytes;
  const reader = response.body.getReader();
  let size = 0;
  const body = new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        size += value.byteLength;
        if (size <= maxBytes) return controller.enqueue(value);
        controller.error(tooLarge(maxBytes));
        await reader.cancel().catch(() => undefined);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new UndiciResponse(body, { status, statusText, headers });
}
