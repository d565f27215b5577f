import { Inject, Injectable } from '@nestjs/common';
import { compilePattern } from '@patchbay/expressions';
import type { HttpPort, ModelPort } from '@patchbay/node-kit';
import { createModelPort, type ModelClients } from '@patchbay/model';
import { createHttpPort } from '@patchbay/outbound-http';
import { ConnectionsService } from './connections.service.ts';
import { modelConnection } from './model-connection.ts';
import { EgressService } from '../egress/egress.service.ts';
import { MODEL_CLIENTS } from './outbound.ts';

/** Whose connections they are, as of when: a change of any of them moves the epoch. Without one they are looked up at each call. */
export interface PortsOwner {
  workspaceId: string;
  epoch: string | undefined;
  /** Key of the flow, for the record of what left. */
  flow: string;
}

/** The http and model ports of a workspace, for the runs of its flows. */
@Injectable()
export class RunPorts {
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

  http(owner: PortsOwner): HttpPort {
    const { workspaceId, flow } = owner;
    return {
      request: (request) =>
        createHttpPort({
          http: this.#egress.for({ workspaceId, purpose: 'http', flow, connection: request.connection ?? '' }),
          connections: { resolve: (key) => this.#connections.resolve({ ...owner, key, kinds: ['http'] }) },
        }).request(request),
    };
  }

  model(owner: PortsOwner): ModelPort {
    const { workspaceId, flow } = owner;
    return createModelPort({
      http: this.#egress.for({ workspaceId, purpose: 'model', flow, connection: '' }),
      clients: this.#clients,
      matches: ({ pattern, text }) => compilePattern(pattern).matches({ text }),
      connections: {
        resolve: async (key) => {
          const found = await this.#connections.resolve({ ...owner, key, kinds: ['openai', 'ollama'] });
          return found && modelConnection({ connection: found, owner: `${workspaceId}/${flow}` });
        },
      },
    });
  }
}
