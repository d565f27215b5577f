import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.ts';
import { problems } from '../http/problems.ts';
import { WebApps } from './web-apps.ts';

/** The studio at every path that is nothing else: its own router shows what the path means. */
@Controller()
export class PagesController {
  readonly #apps: WebApps;

  constructor(@Inject(WebApps) apps: WebApps) {
    this.#apps = apps;
  }

  @Get()
  @Public()
  home(@Res() reply: FastifyReply): Promise<void> {
    return this.#studio(reply);
  }

  @Get('*')
  @Public()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = ''] = request.url.split('?');
    if (/^\/(api|c|assets|health|metrics)(\/|$)/.test(path) || /\.[a-z0-9]{1,8}$/i.test(path))
      throw problems.notFound('The address');
    await this.#studio(reply, path);
  }

  async #studio(reply: FastifyReply, path = '/'): Promise<void> {
    const sent = await this.#apps.sendPage({ app: 'studio', reply, path, frameAncestors: "'none'" });
    if (!sent) throw problems.notFound('The studio, which is not built,');
  }
}
