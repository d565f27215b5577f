import { Controller, Inject } from '@nestjs/common';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { type NewWorkspace, WorkspacesService } from './workspaces.service.ts';

/** The workspaces of the installation, for its administrators. */
@Controller()
export class WorkspacesController {
  readonly #workspaces: WorkspacesService;

  constructor(@Inject(WorkspacesService) workspaces: WorkspacesService) {
    this.#workspaces = workspaces;
  }

  @Endpoint('listWorkspaces')
  async list() {
    return { workspaces: await this.#workspaces.list() };
  }

  @Endpoint('createWorkspace')
  create(
    @CurrentPrincipal() principal: Principal,
    @CurrentWorkspace() first: WorkspaceRef,
    @EndpointBody('createWorkspace') body: NewWorkspace,
  ) {
    return this.#workspaces.create({ principal, first, ...body });
  }
}
