import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  type OpenConversation,
  openConversationSchema,
  type TurnRequest,
  turnRequestSchema,
} from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EventStream } from '../conversations/event-stream.ts';
import { OpenStreams } from '../conversations/open-streams.ts';
import { sendAnswer, wantsStream } from '../conversations/send-answer.ts';
import { eventList } from '../conversations/stored-event.ts';
import { RequirePermission } from '../platform/access/access.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { ParsedBody, ParsedQuery } from '../platform/http/parsed.ts';
import { PreviewService } from './preview.service.ts';

const afterSchema = z.strictObject({ after: z.coerce.number().int().min(0).optional() });

interface PreviewParams {
  key: string;
  id: string;
}

/** The chat API's own calls, on a draft, for who may write it. */
@Controller('api/v1/workspaces/:workspace/flows/:key/preview/conversations')
export class PreviewController {
  readonly #preview: PreviewService;
  readonly #streams: OpenStreams;

  constructor(@Inject(PreviewService) preview: PreviewService, @Inject(OpenStreams) streams: OpenStreams) {
    this.#preview = preview;
    this.#streams = streams;
  }

  @Post()
  @RequirePermission('flows.write')
  async open(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('key') key: string,
    @ParsedBody(openConversationSchema.optional()) body: OpenConversation | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { session, run, turnId } = await this.#preview.open({ workspace, key, body: body ?? {} });
    const conversation = { id: session.conversation.id, token: '' };
    await sendAnswer({
      answer: { conversation, turnId, source: { kind: 'run', run } },
      request,
      reply,
      streams: this.#streams,
    });
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
    const header = request.headers['idempotency-key'];
    const turnKey = typeof header === 'string' ? header : undefined;
    const { run, turnId } = await this.#preview.take({ workspace, key, id, body, turnKey });
    await sendAnswer({
      answer: { conversation: undefined, turnId, source: { kind: 'run', run } },
      request,
      reply,
      streams: this.#streams,
    });
  }

  @Post(':id/turns/:turnId/stop')
  @RequirePermission('flows.write')
  @HttpCode(202)
  stop(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param() { key, id }: PreviewParams,
    @Param('turnId') turnId: string,
  ): object {
    const { run } = this.#preview.find({ workspace, key, id });
    if (run?.turnId === turnId) run.stop();
    return {};
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
    const session = this.#preview.find({ workspace, key, id });
    const after = Number(request.headers['last-event-id'] ?? query.after ?? 0) || 0;
    const events = session.events.filter((event) => event.seq > after);
    if (!wantsStream(request)) {
      await reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`{"events":${eventList(events)}}`);
      return;
    }
    const stream = new EventStream({ reply, lastSeq: after });
    this.#streams.add(stream, { follows: true });
    stream.onClose(session.subscribe((item) => stream.item(item)));
    stream.kept(events);
    const written = session.run?.output.catchUp();
    if (written) stream.live(written);
  }
}
