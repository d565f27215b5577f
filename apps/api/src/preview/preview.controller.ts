import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  type ChatFile,
  type OpenPreview,
  openPreviewSchema,
  type TurnRequest,
  turnRequestSchema,
} from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { afterSchema, emptyBodySchema, keyOf, lastEventId } from '../conversations/chat-headers.ts';
import { OpenStreams } from '../conversations/open-streams.ts';
import { sendAnswer, wantsStream } from '../conversations/send-answer.ts';
import { eventList } from '../conversations/stored-event.ts';
import { readUpload } from '../files/read-upload.ts';
import { sendFile } from '../files/send-file.ts';
import { ChatLimits } from '../limits/chat-limits.ts';
import { RequirePermission } from '../platform/access/access.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { ParsedBody, ParsedQuery } from '../platform/http/parsed.ts';
import type { PreviewPlace } from './preview-runner.ts';
import { PreviewService } from './preview.service.ts';

interface PreviewParams {
  key: string;
  id: string;
}

/** Conversations with a draft, spoken to like the chat API, by session or API key instead of a conversation's token. */
@Controller('api/v1/workspaces/:workspace/flows/:key/preview/conversations')
export class PreviewController {
  readonly #preview: PreviewService;
  readonly #streams: OpenStreams;
  readonly #limits: ChatLimits;

  constructor(
    @Inject(PreviewService) preview: PreviewService,
    @Inject(OpenStreams) streams: OpenStreams,
    @Inject(ChatLimits) limits: ChatLimits,
  ) {
    this.#preview = preview;
    this.#streams = streams;
    this.#limits = limits;
  }

  @Post()
  @RequirePermission('flows.write')
  async open(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') key: string,
    @ParsedBody(openPreviewSchema.optional()) body: OpenPreview | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.#preview.open({ place: placeOf(workspace, key), body: body ?? {} });
    await sendAnswer({ answer, request, reply, streams: this.#streams });
  }

  @Post(':id/turns')
  @RequirePermission('flows.write')
  async turn(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @ParsedBody(turnRequestSchema) body: TurnRequest,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.#preview.take({ place: placeOf(workspace, key), id, body, key: keyOf(request) });
    await sendAnswer({ answer, request, reply, streams: this.#streams });
  }

  @Post(':id/turns/:turnId/stop')
  @RequirePermission('flows.write')
  @HttpCode(202)
  stop(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @Param('turnId') turnId: string,
    @ParsedBody(emptyBodySchema) _body: unknown,
  ): object {
    this.#preview.stop({ place: placeOf(workspace, key), id, turnId });
    return {};
  }

  @Post(':id/files')
  @RequirePermission('flows.write')
  @HttpCode(201)
  async upload(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @Req() request: FastifyRequest,
  ): Promise<ChatFile> {
    const { count, leave } = this.#limits.upload({ ip: request.ip, conversationId: id });
    try {
      const call = { place: placeOf(workspace, key), id };
      const settings = await this.#preview.uploadSettings(call);
      count(workspace.id);
      const upload = await readUpload({ request, maxBytes: settings.maxBytes });
      return await this.#preview.keepFile({ ...call, settings, upload });
    } finally {
      leave();
    }
  }

  @Get(':id/files/:fileId')
  @RequirePermission('flows.write')
  async download(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile({ reply, file: this.#preview.file({ place: placeOf(workspace, key), id, fileId }) });
  }

  @Get(':id/events')
  @RequirePermission('flows.write')
  async events(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @ParsedQuery(afterSchema) query: z.infer<typeof afterSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const conversation = this.#preview.find({ place: placeOf(workspace, key), id });
    const after = lastEventId(request) ?? query.after ?? 0;
    if (!wantsStream(request)) {
      await reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`{"events":${eventList(conversation.eventsAfter(after))}}`);
      return;
    }
    const stream = this.#streams.open({ reply, lastSeq: after, follows: true });
    this.#preview.follow({ conversation, stream, after });
  }
}

function placeOf(workspace: WorkspaceRef, flowKey: string): PreviewPlace {
  return { workspaceId: workspace.id, flowKey };
}
