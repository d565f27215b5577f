import { randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { BotStore } from '@patchbay/db';
import { MAX_FILES } from '@patchbay/api-contract';
import { embeddingOrigins, type FlowDocument, uploadRules } from '@patchbay/flow-spec';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/access/access.ts';
import { problems } from '../platform/http/problems.ts';
import { pageHeaders, WebApps } from '../platform/static/web-apps.ts';
import { notFoundPage } from './not-found-page.ts';

/** The generated chat page of a published flow. */
@Controller('c')
export class ChatPageController {
  readonly #bots: BotStore;
  readonly #apps: WebApps;

  constructor(@Inject(BotStore) bots: BotStore, @Inject(WebApps) apps: WebApps) {
    this.#bots = bots;
    this.#apps = apps;
  }

  @Get(':bot')
  @Public()
  async page(@Param('bot') address: string, @Res() reply: FastifyReply): Promise<void> {
    const bot = await this.#bots.findForPage(address);
    if (!bot) return this.#missing({ address, reply });
    const { settings }: FlowDocument = JSON.parse(bot.document); // Only documents that were let in are stored.
    const sent = await this.#apps.sendPage({
      app: 'chat',
      reply,
      // The flow's own wordings of the product's texts hold for the page as well.
      data: {
        name: 'bot',
        value: {
          address,
          name: bot.name,
          texts: settings?.texts,
          uploads: uploadRules({ settings, maxFiles: MAX_FILES }),
        },
      },
      frameAncestors: ["'self'", ...(embeddingOrigins(settings) ?? [])].join(' '),
    });
    if (!sent) throw problems.notFound('The chat page, which is not built,');
  }

  // The page itself says that no bot is here, in the reader's language.
  async #missing({ address, reply }: { address: string; reply: FastifyReply }): Promise<void> {
    reply.status(404);
    const data = { name: 'bot', value: { address } };
    if (await this.#apps.sendPage({ app: 'chat', reply, data, frameAncestors: "'none'" })) return;
    await reply
      .headers(pageHeaders({ nonce: randomBytes(16).toString('base64url'), frameAncestors: "'none'" }))
      .header('content-type', 'text/html; charset=utf-8')
      .send(notFoundPage);
  }
}
