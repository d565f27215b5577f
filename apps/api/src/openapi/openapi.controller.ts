import { randomBytes } from 'node:crypto';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/access/access.ts';
import { pageHeaders } from '../platform/static/web-apps.ts';

@Controller()
export class OpenApiController {
  #document: Promise<string> | undefined;

  @Get('api/openapi.json')
  @Public()
  async document(@Res() reply: FastifyReply): Promise<void> {
    // Made when it is first asked for: a start does not pay for it.
    this.#document ??= import('./openapi-document.ts').then(({ openApiDocument }) => JSON.stringify(openApiDocument()));
    await reply.type('application/json; charset=utf-8').send(await this.#document);
  }

  @Get('api/docs')
  @Public()
  async docs(@Res() reply: FastifyReply): Promise<void> {
    const nonce = randomBytes(16).toString('base64url');
    const { docsPage } = await import('./docs-page.ts');
    await reply
      .headers(pageHeaders({ nonce, frameAncestors: "'none'" }))
      .type('text/html; charset=utf-8')
      .send(docsPage().replace('__NONCE__', nonce));
  }
}
