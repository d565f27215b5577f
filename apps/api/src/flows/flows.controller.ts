import { Controller, Headers, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint, EndpointBody, EndpointQuery } from '../administration/endpoint.ts';
import type { Principal, WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentPrincipal, CurrentWorkspace } from '../platform/access/caller.ts';
import { bodyText } from '../platform/http/accept-json.ts';
import { BundlesService } from './bundles.service.ts';
import { DraftsService, etagOf, revisionOf } from './drafts.service.ts';
import { FlowsService } from './flows.service.ts';
import { PublishingService } from './publishing.service.ts';

@Controller()
export class FlowsController {
  readonly #flows: FlowsService;
  readonly #drafts: DraftsService;
  readonly #publishing: PublishingService;
  readonly #bundles: BundlesService;

  constructor(
    @Inject(FlowsService) flows: FlowsService,
    @Inject(DraftsService) drafts: DraftsService,
    @Inject(PublishingService) publishing: PublishingService,
    @Inject(BundlesService) bundles: BundlesService,
  ) {
    this.#flows = flows;
    this.#drafts = drafts;
    this.#publishing = publishing;
    this.#bundles = bundles;
  }

  @Endpoint('listFlows')
  async list(@CurrentWorkspace() workspace: WorkspaceRef) {
    return { flows: await this.#flows.list(workspace.id) };
  }

  @Endpoint('createFlow')
  create(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
  ) {
    return this.#drafts.create({ workspaceId: workspace.id, principal, text: bodyText(request) });
  }

  @Endpoint('importFlows')
  import(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @EndpointQuery('importFlows') query: { dryRun?: 'true' | 'false' },
  ) {
    return this.#bundles.import({
      workspaceId: workspace.id,
      principal,
      text: bodyText(request),
      dryRun: query.dryRun === 'true',
    });
  }

  @Endpoint('deleteFlow')
  async remove(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    await this.#flows.remove({ workspaceId: workspace.id, key, principal });
  }

  @Endpoint('restoreFlow')
  restore(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('restoreFlow') body: { address?: string },
  ) {
    return this.#flows.restore({ workspaceId: workspace.id, key, principal, ...body });
  }

  @Endpoint('readDraft')
  async readDraft(@CurrentWorkspace() workspace: WorkspaceRef, @Param('key') key: string, @Res() reply: FastifyReply) {
    const { text, revision } = await this.#drafts.read({ workspaceId: workspace.id, key });
    await reply
      .header('etag', etagOf(revision))
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(text);
  }

  @Endpoint('replaceDraft')
  async replaceDraft(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const revision = await this.#drafts.replace({
      workspaceId: workspace.id,
      key,
      principal,
      text: bodyText(request),
      revision: revisionOf(ifMatch),
    });
    reply.header('etag', etagOf(revision));
    return { key, revision };
  }

  @Endpoint('applyOperations')
  apply(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('applyOperations')
    body: { base: number; clientId: string; operations: unknown[]; merge?: boolean },
  ) {
    return this.#drafts.apply({ workspaceId: workspace.id, key, principal, ...body });
  }

  @Endpoint('draftOperations')
  operations(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') key: string,
    @EndpointQuery('draftOperations') query: { since: number },
  ) {
    return this.#drafts.operationsSince({ workspaceId: workspace.id, key, revision: query.since });
  }

  @Endpoint('draftHistory')
  history(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') key: string,
    @EndpointQuery('draftHistory') query: { after?: string; limit?: number },
  ) {
    return this.#drafts.history({ workspaceId: workspace.id, key, after: query.after, limit: query.limit ?? 50 });
  }

  @Endpoint('undoDraft')
  async undo(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('undoDraft') body: { revision: number },
  ) {
    return {
      key,
      revision: await this.#drafts.undo({ workspaceId: workspace.id, key, principal, revision: body.revision }),
    };
  }

  @Endpoint('exportFlow')
  async export(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const bundle = await this.#bundles.export({ workspaceId: workspace.id, key });
    reply.header('content-disposition', `attachment; filename="${bundle.flows[0]?.key ?? 'flow'}.patchbay.json"`);
    return bundle;
  }

  @Endpoint('validateFlow')
  async validate(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    return { issues: await this.#publishing.validate({ workspace, key, principal }) };
  }

  @Endpoint('publishFlow')
  publish(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('publishFlow') body: { note?: string; address?: string } | undefined,
  ) {
    return this.#publishing.publish({ workspace, key, principal, ...body });
  }

  @Endpoint('unpublishFlow')
  unpublish(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('unpublishFlow') body: { openConversations: 'finish' | 'close' },
  ) {
    return this.#publishing.unpublish({ workspace, key, principal, ...body });
  }

  @Endpoint('resumeFlow')
  resume(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    return this.#publishing.resume({ workspace, key, principal });
  }

  @Endpoint('listVersions')
  async versions(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
  ) {
    return { versions: await this.#publishing.versions({ workspace, key, principal }) };
  }

  @Endpoint('readVersion')
  version(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @Param('version') version: string,
  ) {
    return this.#publishing.readVersion({
      workspace,
      key,
      principal,
      version: /^\d{1,9}$/.test(version) ? Number(version) : Number.NaN,
    });
  }

  @Endpoint('diffFlow')
  diff(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointQuery('diffFlow') query: { from: string; to: string },
  ) {
    return this.#publishing.diff({ workspace, key, principal, ...query });
  }

  @Endpoint('rollbackFlow')
  rollback(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @CurrentPrincipal() principal: Principal,
    @Param('key') key: string,
    @EndpointBody('rollbackFlow') body: { version: number; note?: string },
  ) {
    return this.#publishing.rollback({ workspace, key, principal, ...body });
  }
}
