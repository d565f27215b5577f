import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ChatFile } from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chatProblems } from '../conversations/chat-problems.ts';
import { ChatLimits } from '../limits/chat-limits.ts';
import { ConversationAccess } from '../platform/access/access.ts';
import { conversationToken } from '../platform/access/conversation-token.ts';
import { Readiness } from '../platform/lifecycle/readiness.ts';
import { ChatFiles } from './chat-files.ts';
import { readUpload } from './read-upload.ts';
import { sendFile } from './send-file.ts';

interface Params {
  bot: string;
  id: string;
}

/** Files of a conversation, for end users' clients. */
@Controller('api/chat/:bot/conversations/:id/files')
export class ChatFilesController {
  readonly #files: ChatFiles;
  readonly #limits: ChatLimits;
  readonly #readiness: Readiness;

  constructor(
    @Inject(ChatFiles) files: ChatFiles,
    @Inject(ChatLimits) limits: ChatLimits,
    @Inject(Readiness) readiness: Readiness,
  ) {
    this.#files = files;
    this.#limits = limits;
    this.#readiness = readiness;
  }

  @Post()
  @ConversationAccess()
  @HttpCode(201)
  async upload(@Param() { bot, id }: Params, @Req() request: FastifyRequest): Promise<ChatFile> {
    if (this.#readiness.draining) throw chatProblems.ending();
    const { count, leave } = this.#limits.upload({ ip: request.ip, conversationId: id });
    try {
      const credentials = { address: bot, conversationId: id, token: conversationToken(request), count };
      const place = await this.#files.place(credentials);
      const upload = await readUpload({ request, maxBytes: place.settings.maxBytes });
      return await this.#files.keep({ place, upload });
    } finally {
      leave();
    }
  }

  @Get(':fileId')
  @ConversationAccess()
  async download(
    @Param() { bot, id }: Params,
    @Param('fileId') fileId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const count = this.#limits.read({ ip: request.ip, conversationId: id });
    const credentials = { address: bot, conversationId: id, token: conversationToken(request), count };
    await sendFile({ reply, file: await this.#files.read(credentials, fileId) });
  }
}
