import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  type OpenConversation,
  openConversationSchema,
  type TurnRequest,
  turnRequestSchema,
} from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ConversationAccess, Public } from '../platform/access/access.ts';
import { conversationToken } from '../platform/access/conversation-token.ts';
import { ParsedBody, ParsedQuery } from '../platform/http/parsed.ts';
import { Readiness } from '../platform/lifecycle/readiness.ts';
import { afterSchema, emptyBodySchema, givenKey, keyOf, lastEventId } from './chat-headers.ts';
import { ChatLimits, type CountCall } from '../limits/chat-limits.ts';
import { chatProblems } from './chat-problems.ts';
import { ChatService } from './chat.service.ts';
import type { Credentials } from './conversation-access.ts';
import type { EventStream } from './event-stream.ts';
import { OpenStreams } from './open-streams.ts';
import { sendAnswer, wantsStream } from './send-answer.ts';
import { eventList } from './stored-event.ts';

interface ConversationParams {
  bot: string;
  id: string;
}

interface StreamOptions {
  reply: FastifyReply;
  lastSeq: number;
  ip: string;
  conversationId: string;
}

/** The chat API, for end users' clients. */
@Controller('api/chat/:bot/conversations')
export class ChatController {
  readonly #chat: ChatService;
  readonly #limits: ChatLimits;
  readonly #streams: OpenStreams;
  readonly #readiness: Readiness;

  constructor(
    @Inject(ChatService) chat: ChatService,
    @Inject(ChatLimits) limits: ChatLimits,
    @Inject(OpenStreams) streams: OpenStreams,
    @Inject(Readiness) readiness: Readiness,
  ) {
    this.#chat = chat;
    this.#limits = limits;
    this.#streams = streams;
    this.#readiness = readiness;
  }

  @Post()
  @Public()
  async open(
    @Param('bot') bot: string,
    @ParsedBody(openConversationSchema.optional()) body: OpenConversation | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#refuseWhenEnding();
    await this.#limits.opening({ ip: request.ip, bot });
    const answer = await this.#chat.open({ address: bot, body: body ?? {}, key: givenKey(request) });
    await sendAnswer({ answer, request, reply, streams: this.#streams });
  }

  @Post(':id/turns')
  @ConversationAccess()
  async turn(
    @Param() { bot, id }: ConversationParams,
    @ParsedBody(turnRequestSchema) body: TurnRequest,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#refuseWhenEnding();
    const count = this.#limits.turn({ ip: request.ip, bot, conversationId: id });
    const answer = await this.#chat.take({
      credentials: credentialsOf({ bot, id, request, count }),
      body,
      key: keyOf(request),
    });
    await sendAnswer({ answer, request, reply, streams: this.#streams });
  }

  @Post(':id/turns/:turnId/stop')
  @ConversationAccess()
  @HttpCode(202)
  async stop(
    @Param() { bot, id }: ConversationParams,
    @Param('turnId') turnId: string,
    @ParsedBody(emptyBodySchema) _body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    await this.#chat.stop({ credentials: this.#reader({ bot, id, request }), turnId });
    return {};
  }

  @Get(':id/events')
  @ConversationAccess()
  async events(
    @Param() { bot, id }: ConversationParams,
    @ParsedQuery(afterSchema) query: z.infer<typeof afterSchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.#chat.find(this.#reader({ bot, id, request }));
    if (!wantsStream(request)) {
      const events = await this.#chat.eventsAfter({ ...place, after: query.after ?? 0 });
      await reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`{"events":${eventList(events)}}`);
      return;
    }
    this.#refuseWhenEnding();
    const after = lastEventId(request) ?? query.after ?? 0;
    const stream = this.#openStream({ reply, lastSeq: after, ip: request.ip, conversationId: place.conversationId });
    await this.#chat.follow({ ...place, stream, after });
  }

  #openStream({ ip, conversationId, ...options }: StreamOptions): EventStream {
    const leave = this.#limits.stream({ ip, conversationId });
    try {
      const stream = this.#streams.open({ ...options, follows: true });
      stream.onClose(leave);
      return stream;
    } catch (error) {
      leave();
      throw error;
    }
  }

  #reader({ bot, id, request }: ConversationParams & { request: FastifyRequest }): Credentials {
    const count = this.#limits.read({ ip: request.ip, conversationId: id });
    return credentialsOf({ bot, id, request, count });
  }

  #refuseWhenEnding(): void {
    if (this.#readiness.draining) throw chatProblems.ending();
  }
}

function credentialsOf(options: ConversationParams & { request: FastifyRequest; count: CountCall }): Credentials {
  const { bot, id, request, count } = options;
  return { address: bot, conversationId: id, token: conversationToken(request), count };
}
