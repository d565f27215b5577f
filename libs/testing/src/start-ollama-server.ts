import { readText, startServer, type TestServer } from './start-server.ts';

export interface OllamaServer extends TestServer {
  requests: Record<string, unknown>[];
}

/** A server that speaks Ollama's protocol: repeats the user's last message, word by word. */
export async function startOllamaServer({ text }: { text?: string } = {}): Promise<OllamaServer> {
  const requests: Record<string, unknown>[] = [];
  const server = await startServer((request, response) => {
    void (async () => {
      if (request.url === '/api/tags') {
        return void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ models: [{ name: 'llama-test' }] }));
      }
      if (request.url !== '/api/chat') return void response.writeHead(404).end();
      const body: { model: string; messages: { content: string }[] } = JSON.parse(await readText(request));
      requests.push({ ...body });
      const words = (text ?? body.messages.at(-1)?.content ?? '').match(/\S+\s*/g) ?? [];
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      for (const word of words)
        response.write(
          `${JSON.stringify({ model: body.model, message: { role: 'assistant', content: word }, done: false })}\n`,
        );
      response.end(
        `${JSON.stringify({ model: body.model, message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 5, eval_count: words.length })}\n`,
      );
    })();
  });
  return { ...server, requests };
}
