import type { OutboundHttp } from '@patchbay/outbound-http';
import { createKnownFormats, type KnownFormats } from './known-formats.ts';
import type { ModelClient, ModelConnection } from './model-connection.ts';
import { MODEL_LIMITS } from './model-limits.ts';

/** Clients by what their connection says; shared by all ports of a process. */
export interface ModelClients {
  get(options: { connection: ModelConnection; http: Pick<OutboundHttp, 'fetchFor'> }): Promise<ModelClient>;
}

export function createModelClients(): ModelClients {
  const clients = new Map<string, Promise<ModelClient>>();
  const formats = createKnownFormats();
  return {
    get({ connection, http }) {
      const key = JSON.stringify([
        connection.owner,
        connection.kind,
        connection.config,
        connection.secrets,
        connection.allowOrigins,
      ]);
      const known = clients.get(key);
      if (known) return known;
      const client = makeClient({ connection, http, formats });
      // The oldest one makes room; a call that still uses it keeps it.
      const [oldest] = clients.keys();
      if (clients.size >= MODEL_LIMITS.cachedClients && oldest !== undefined) clients.delete(oldest);
      clients.set(key, client);
      client.catch(() => clients.delete(key));
      return client;
    },
  };
}

// SDKs are loaded when a model is first asked: a start without one does not pay for them.
async function makeClient({
  connection,
  http,
  formats,
}: {
  connection: ModelConnection;
  http: Pick<OutboundHttp, 'fetchFor'>;
  formats: KnownFormats;
}): Promise<ModelClient> {
  const fetch = http.fetchFor({ allowOrigins: connection.allowOrigins ?? [] });
  switch (connection.kind) {
    case 'openai':
      return (await import('./openai-client.ts')).openAiClient({ connection, fetch, formats });
    case 'ollama':
      return (await import('./ollama-client.ts')).ollamaClient({ connection, fetch });
    default:
      return connection.kind satisfies never;
  }
}
