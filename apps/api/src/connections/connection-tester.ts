import { Inject, Injectable } from '@nestjs/common';
import { type ModelClients, type ModelConnection, testModelConnection } from '@patchbay/model';
import { createHttpPort, type OutboundHttp } from '@patchbay/outbound-http';
import { problems } from '../platform/http/problems.ts';
import { ConnectionsService, type ResolvedConnection } from './connections.service.ts';
import { MODEL_CLIENTS, OUTBOUND_HTTP } from './outbound.ts';

/** Tries a connection: models are asked for their list, HTTP connections for their base address. */
@Injectable()
export class ConnectionTester {
  readonly #connections: ConnectionsService;
  readonly #http: OutboundHttp;
  readonly #clients: ModelClients;

  constructor(
    @Inject(ConnectionsService) connections: ConnectionsService,
    @Inject(OUTBOUND_HTTP) http: OutboundHttp,
    @Inject(MODEL_CLIENTS) clients: ModelClients,
  ) {
    this.#connections = connections;
    this.#http = http;
    this.#clients = clients;
  }

  async test({
    workspaceId,
    key,
  }: {
    workspaceId: string;
    key: string;
  }): Promise<{ ok: boolean; message: string; models?: string[] }> {
    const connection = await this.#connections.resolve({ workspaceId, key, kinds: ['http', 'openai', 'ollama'] });
    if (!connection) throw problems.notFound(`The connection "${key.slice(0, 64)}"`);
    const model = modelConnection(connection);
    if (model) return testModelConnection({ connection: model, http: this.#http, clients: this.#clients });
    if (typeof connection.config.baseUrl !== 'string')
      return { ok: true, message: 'It is kept. Without a base address there is nothing to try.' };
    const port = createHttpPort({ http: this.#http, connections: { resolve: async () => connection } });
    try {
      const answer = await port.request({
        method: 'GET',
        url: connection.config.baseUrl,
        connection: key,
        timeoutMs: 10_000,
        signal: AbortSignal.timeout(10_000),
      });
      return { ok: answer.status < 400, message: `It answered ${answer.status}.` };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : 'It cannot be reached.' };
    }
  }
}

/** A resolved connection as the model adapter takes it; undefined when it is none of a model. */
export function modelConnection(connection: ResolvedConnection): ModelConnection | undefined {
  const { kind, key, config, secrets, allowOrigins } = connection;
  if (kind === 'http') return undefined;
  const text = (name: string) => (typeof config[name] === 'string' ? config[name] : undefined);
  const timeoutMs = typeof config.timeoutMs === 'number' ? config.timeoutMs : undefined;
  const [baseUrl, model, organization] = [text('baseUrl'), text('model'), text('organization')];
  return {
    key,
    kind,
    allowOrigins,
    secrets: secrets.apiKey === undefined ? {} : { apiKey: secrets.apiKey },
    config: {
      ...(baseUrl ? { baseUrl } : {}),
      ...(model ? { model } : {}),
      ...(organization ? { organization } : {}),
      ...(timeoutMs ? { timeoutMs } : {}),
    },
  };
}
