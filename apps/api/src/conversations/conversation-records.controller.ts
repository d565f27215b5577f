import { Readable } from 'node:stream';
import { Controller, Inject, Param, Res } from '@nestjs/common';
import { ConversationRecordStore, type ConversationSummary } from '@patchbay/db';
import type { FastifyReply } from 'fastify';
import { validate } from 'uuid';
import { Endpoint, EndpointQuery } from '../administration/endpoint.ts';
import type { WorkspaceRef } from '../platform/access/authenticator.ts';
import { CurrentWorkspace } from '../platform/access/caller.ts';
import { problems } from '../platform/http/problems.ts';
import { conversationTable } from './conversation-table.ts';
import { FollowConversationService } from './follow-conversation.service.ts';
import { eventList } from './stored-event.ts';

const PAGE = 50;
const EXPORT_PAGE = 1_000;

/** What the studio reads of conversations. */
@Controller()
export class ConversationRecordsController {
  readonly #records: ConversationRecordStore;
  readonly #following: FollowConversationService;

  constructor(
    @Inject(ConversationRecordStore) records: ConversationRecordStore,
    @Inject(FollowConversationService) following: FollowConversationService,
  ) {
    this.#records = records;
    this.#following = following;
  }

  @Endpoint('listConversations')
  async list(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @EndpointQuery('listConversations') query: { after?: string; limit?: number; flow?: string },
  ) {
    if (query.after !== undefined && !validate(query.after))
      throw problems.invalid([{ path: 'query.after', code: 'invalid', message: 'This is no cursor of this list.' }]);
    const limit = query.limit ?? PAGE;
    const found = await this.#records.list({
      workspaceId: workspace.id,
      flowKey: query.flow,
      before: query.after,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    return { conversations: page.map(summaryOf), next: found.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  @Endpoint('exportConversations')
  async export(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @EndpointQuery('exportConversations') query: { flow?: string },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pages = this.#pages({ workspaceId: workspace.id, flowKey: query.flow });
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="conversations.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(conversationTable(pages)));
  }

  async *#pages(of: { workspaceId: string; flowKey: string | undefined }): AsyncGenerator<ConversationSummary[]> {
    for (let before: string | undefined; ; ) {
      const page = await this.#records.list({ ...of, before, limit: EXPORT_PAGE });
      yield page;
      before = page.at(-1)?.id;
      if (page.length < EXPORT_PAGE) return;
    }
  }

  @Endpoint('readConversation')
  async events(
    @CurrentWorkspace() workspace: WorkspaceRef,
    @Param('id') conversationId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = { workspaceId: workspace.id, conversationId };
    if (!validate(conversationId) || !(await this.#records.exists(place))) throw problems.notFound('The conversation');
    const [events, effects] = await Promise.all([
      this.#following.eventsAfter({ ...place, after: 0 }),
      this.#records.effects(place),
    ]);
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`{"events":${eventList(events)},"effects":${JSON.stringify(effects)}}`);
  }
}

function summaryOf({ flowKey, startedAt, lastAt, ...rest }: ConversationSummary) {
  return { ...rest, flow: flowKey, startedAt: startedAt.toISOString(), lastAt: lastAt.toISOString() };
}
