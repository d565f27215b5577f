import { Controller, Inject, Param } from '@nestjs/common';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { CommentsService } from './comments.service.ts';

interface Written {
  body: string;
  mentions?: string[];
}

@Controller()
export class CommentsController {
  readonly #comments: CommentsService;

  constructor(@Inject(CommentsService) comments: CommentsService) {
    this.#comments = comments;
  }

  @Endpoint('listComments')
  list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    return this.#comments.list({ workspace, principal, key });
  }

  @Endpoint('startThread')
  start(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('startThread') body: Written & { nodeId: string },
  ) {
    return this.#comments.start({ workspace, principal, key, ...body });
  }

  @Endpoint('addComment')
  reply(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string },
    @EndpointBody('addComment') body: Written,
  ) {
    return this.#comments.reply({ workspace, principal, ...only(params), ...body });
  }

  @Endpoint('changeComment')
  async change(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string; comment: string },
    @EndpointBody('changeComment') body: Written,
  ) {
    await this.#comments.change({ workspace, principal, ...only(params), comment: params.comment, ...body });
  }

  @Endpoint('deleteComment')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string; comment: string },
  ) {
    await this.#comments.remove({ workspace, principal, ...only(params), comment: params.comment });
  }

  @Endpoint('restoreComment')
  async restore(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string; comment: string },
  ) {
    await this.#comments.restore({ workspace, principal, ...only(params), comment: params.comment });
  }

  @Endpoint('resolveThread')
  async resolve(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string },
    @EndpointBody('resolveThread') body: { resolved: boolean },
  ) {
    await this.#comments.resolve({ workspace, principal, ...only(params), ...body });
  }

  @Endpoint('seeThread')
  async see(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param() params: { key: string; thread: string },
  ) {
    await this.#comments.see({ workspace, principal, ...only(params) });
  }

  @Endpoint('listMentions')
  mentions(@CurrentWorkspace() workspace: WorkspaceRef, @CurrentPrincipal() principal: Principal) {
    return this.#comments.mentions({ workspace, principal });
  }
}

// The path's `workspace` is a key; what is meant is the one that the guard found.
function only({ key, thread }: { key: string; thread: string }): { key: string; thread: string } {
  return { key, thread };
}
