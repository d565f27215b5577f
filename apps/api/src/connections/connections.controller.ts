import { Controller, Inject, Param } from '@nestjs/common';
import type { ConnectionKind, SecretValue } from '@patchbay/api-contract';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { ConnectionTester } from './connection-tester.ts';
import { ConnectionsService } from './connections.service.ts';

@Controller()
export class ConnectionsController {
  readonly #connections: ConnectionsService;
  readonly #tester: ConnectionTester;

  constructor(
    @Inject(ConnectionsService) connections: ConnectionsService,
    @Inject(ConnectionTester) tester: ConnectionTester,
  ) {
    this.#connections = connections;
    this.#tester = tester;
  }

  @Endpoint('listConnections')
  async list(@CurrentWorkspace() workspace: WorkspaceRef) {
    return { connections: await this.#connections.list(workspace.id), stores: this.#connections.stores() };
  }

  @Endpoint('createConnection')
  create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('createConnection') body: {
      key: string;
      kind: ConnectionKind;
      config: Record<string, unknown>;
      secrets: Record<string, SecretValue>;
    },
  ) {
    return this.#connections.create({ workspaceId: workspace.id, principal, ...body });
  }

  @Endpoint('changeConnection')
  change(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('changeConnection') body: {
      config?: Record<string, unknown>;
      secrets?: Record<string, SecretValue | null>;
    },
  ) {
    return this.#connections.change({ workspaceId: workspace.id, principal, key, ...body });
  }

  @Endpoint('deleteConnection')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    await this.#connections.remove({ workspaceId: workspace.id, principal, key });
  }

  @Endpoint('restoreConnection')
  restore(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    return this.#connections.restore({ workspaceId: workspace.id, principal, key });
  }

  @Endpoint('testConnection')
  test(@CurrentWorkspace() workspace: WorkspaceRef, @Param('key') key: string) {
    return this.#tester.test({ workspaceId: workspace.id, key });
  }
}
