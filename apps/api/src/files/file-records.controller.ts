import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { validate } from 'uuid';
import { Endpoint } from '../administration/endpoint.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { problems } from '../platform/http/problems.ts';
import { ChatFiles } from './chat-files.ts';
import { sendFile } from './send-file.ts';

/** Files of past conversations, for the studio. */
@Controller()
export class FileRecordsController {
  readonly #files: ChatFiles;

  constructor(@Inject(ChatFiles) files: ChatFiles) {
    this.#files = files;
  }

  @Endpoint('downloadConversationFile')
  async download(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id') conversationId: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!validate(conversationId)) throw problems.notFound('The conversation');
    await sendFile({ reply, file: await this.#files.readIn({ workspaceId: workspace.id, conversationId, fileId }) });
  }
}
