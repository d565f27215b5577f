import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Role } from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { AuthService } from './auth.service.ts';
import { type Acceptance, InvitationsService } from './invitations.service.ts';

@Controller()
export class InvitationsController {
  readonly #invitations: InvitationsService;
  readonly #auth: AuthService;

  constructor(@Inject(InvitationsService) invitations: InvitationsService, @Inject(AuthService) auth: AuthService) {
    this.#invitations = invitations;
    this.#auth = auth;
  }

  @Endpoint('listInvitations')
  async list(@CurrentWorkspace() workspace: WorkspaceRef) {
    return { invitations: await this.#invitations.list(workspace.id) };
  }

  @Endpoint('createInvitation')
  create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('createInvitation') body: { role: Role; email?: string; days?: number },
  ) {
    return this.#invitations.create({ workspaceId: workspace.id, principal, ...body });
  }

  @Endpoint('revokeInvitation')
  async revoke(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
  ) {
    await this.#invitations.revoke({ workspaceId: workspace.id, principal, id });
  }

  @Endpoint('readInvitation')
  read(@EndpointBody('readInvitation') { token }: { token: string }) {
    return this.#invitations.read(token);
  }

  @Endpoint('acceptInvitation')
  async accept(
    @EndpointBody('acceptInvitation') body: Acceptance,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    // Before a password is worked on: who has no link costs next to nothing.
    await this.#invitations.read(body.token);
    const known = body.name === undefined ? await this.#auth.userByPassword({ ...body, request }) : undefined;
    const user = await this.#invitations.accept({ ...body, known });
    const { session, cookie } = await this.#auth.openSession({ user, request });
    reply.header('set-cookie', cookie);
    return session;
  }
}
