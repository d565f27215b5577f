import { Controller, Inject, Param } from '@nestjs/common';
import type { Role } from '@patchbay/api-contract';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { PeopleService } from './people.service.ts';

@Controller()
export class PeopleController {
  readonly #people: PeopleService;

  constructor(@Inject(PeopleService) people: PeopleService) {
    this.#people = people;
  }

  @Endpoint('listMembers')
  async listMembers(@CurrentWorkspace() workspace: WorkspaceRef) {
    return { members: await this.#people.members(workspace.id) };
  }

  @Endpoint('addMember')
  addMember(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('addMember') body: { email: string; name?: string; role: Role; password?: string },
  ) {
    return this.#people.add({ workspaceId: workspace.id, principal, ...body });
  }

  @Endpoint('changeMember')
  changeMember(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @EndpointBody('changeMember') body: { role?: Role; disabled?: boolean; name?: string },
  ) {
    return this.#people.change({ workspaceId: workspace.id, principal, id, ...body });
  }

  @Endpoint('removeMember')
  async removeMember(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ) {
    await this.#people.remove({ workspaceId: workspace.id, principal, id });
  }

  @Endpoint('listApiKeys')
  async listApiKeys(@CurrentWorkspace() workspace: WorkspaceRef) {
    return { apiKeys: await this.#people.apiKeys(workspace.id) };
  }

  @Endpoint('createApiKey')
  createApiKey(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('createApiKey') body: { name: string; role: Role },
  ) {
    return this.#people.createApiKey({ workspaceId: workspace.id, principal, ...body });
  }

  @Endpoint('revokeApiKey')
  async revokeApiKey(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ) {
    await this.#people.revokeApiKey({ workspaceId: workspace.id, principal, id });
  }
}
