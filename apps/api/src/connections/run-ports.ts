import { Inject, Injectable } from '@nestjs/common';
import type { HttpPort, ModelPort } from '@patchbay/node-kit';
import { createModelPort, type ModelClients } from '@patchbay/model';
import { createHttpPort, type OutboundHttp } from '@patchbay/outbound-http';
import { ConnectionsService } from './connections.service.ts';
import { modelConnection } from './model-connection.ts';
import { MODEL_CLIENTS, OUTBOUND_HTTP } from './outbound.ts';

/** Whose connections they are, as of when: a change of any of them moves the epoch. Without one they are looked up at each call. */
export interface PortsOwner {
  workspaceId: string;
  epoch: string | undefined;
}

/** The http and model ports of a workspace, for the runs of its flows. */
@Injectable()
export class RunPorts {
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

  http(owner: PortsOwner): HttpPort {
    return createHttpPort({
      http: this.#http,
      connections: { resolve: (key) => this.#connections.resolve({ ...owner, key, kinds: ['http'] }) },
    });
  }

  model(owner: PortsOwner): ModelPort {
    return createModelPort({
      http: this.#http,
      clients: this.#clients,
      connections: {
        resolve: async (key) => {
          const found = await this.#connections.resolve({ ...owner, key, kinds: ['openai', 'ollama'] });
          return found && modelConnection(found);
        },
      },
    });
  }
}
