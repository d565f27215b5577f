import { Inject, Injectable } from '@nestjs/common';
import { type ModelClients, testModelConnection } from '@patchbay/model';
import { NodeError } from '@patchbay/node-kit';
import { createHttpPort } from '@patchbay/outbound-http';
import { problems } from '../platform/http/problems.ts';
import { ConnectionsService } from './connections.service.ts';
import { modelConnection } from './model-connection.ts';
import { EgressService } from '../egress/egress.service.ts';
import { MODEL_CLIENTS } from './outbound.ts';

/** Tries a connection: models are asked for their list, HTTP connections for their base address. */
@Injectable()
export class ConnectionTester {
  readonly #connections: ConnectionsService;
  readonly #egress: EgressService;
  readonly #clients: ModelClients;

  constructor(
    @Inject(ConnectionsService) connections: ConnectionsService,
    @Inject(EgressService) egress: EgressService,
    @Inject(MODEL_CLIENTS) clients: ModelClients,
  ) {
    this.#connections = connections;
    this.#egress = egress;
    this.#clients = clients;
  }

  async test({
    workspaceId,
    key,
  }: {
    workspaceId: string;
    key: string;
  }): Promise<{ ok: boolean; message: string; models?: string[] }> {
    const connection = await this.#connections
      .resolve({ workspaceId, key, kinds: ['http', 'openai', 'ollama'] })
      .catch((error: unknown) => {
        if (error instanceof NodeError) return error;
        throw error;
      });
    if (connection instanceof NodeError) return { ok: false, message: connection.message };
    if (!connection) throw problems.notFound(`The connection "${key.slice(0, 64)}"`);
    const http = this.#egress.for({ workspaceId, purpose: 'test', flow: '', connection: key });
    try {
      // A client of its own: it is not one that runs go on with.
      const model = modelConnection({ connection, owner: `${workspaceId} test` });
      if (model) return await testModelConnection({ connection: model, http, clients: this.#clients });
    } catch (error) {
      if (error instanceof NodeError) return { ok: false, message: error.message };
      throw error;
    }
    if (typeof connection.config.baseUrl !== 'string')
      return { ok: true, message: 'It is kept. Without a base address there is nothing to try.' };
    const port = createHttpPort({ http, connections: { resolve: async () => connection } });
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
