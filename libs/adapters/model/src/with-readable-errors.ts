/**
 * A fetch whose refusals reach the author: OpenAI's SDK reads the words of a server under `error` alone, where others have them under `detail`
 * (FastAPI) or at the top (vLLM), and then tells of a "status code (no body)".
 */
export function withReadableErrors(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    const text = await response.text().catch(() => '');
    return new Response(withError(text), { status: response.status, headers: [...response.headers] });
  };
}

function withError(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== 'object' || body === null || 'error' in body) return text;
  const words = 'detail' in body ? body.detail : 'message' in body ? body.message : body;
  return JSON.stringify({ error: { message: typeof words === 'string' ? words : JSON.stringify(words) } });
}
