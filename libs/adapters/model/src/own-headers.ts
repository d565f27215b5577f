// What an SDK says by itself. Anything more it took from the environment of the process, which is not this connection's to send.
const own = /^(accept|accept-encoding|authorization|content-type|user-agent|openai-organization|x-stainless-[a-z-]+)$/;

/** A fetch that lets through the headers of the connection alone: SDKs read keys and headers from the environment and would send them anywhere. */
export function withOwnHeaders({
  fetch,
  authorized,
}: {
  fetch: typeof globalThis.fetch;
  /** Whether the connection has a key of its own. */
  authorized: boolean;
}): typeof globalThis.fetch {
  return (input, init) => {
    const headers: Record<string, string> = {};
    for (const [name, value] of new Headers(init?.headers))
      if (own.test(name) && (authorized || name !== 'authorization')) headers[name] = value;
    return fetch(input, { ...init, headers });
  };
}
