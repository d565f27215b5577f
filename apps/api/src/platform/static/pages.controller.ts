import { setTimeout as delay } from 'node:timers/promises';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Session } from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.ts';
import { AUTHENTICATOR, type Authenticator } from '../access/authenticator.ts';
import { problems } from '../http/problems.ts';
import { WebApps } from './web-apps.ts';

/** Longest that a page waits for what it says of the session. */
const SESSION_MS = 1_000;

/** The studio at every path that is nothing else: its own router shows what the path means. */
@Controller()
export class PagesController {
  readonly #apps: WebApps;
  readonly #moduleRef: ModuleRef;

  constructor(@Inject(WebApps) apps: WebApps, @Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#apps = apps;
    this.#moduleRef = moduleRef;
  }

  @Get()
  @Public()
  home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#studio({ request, reply });
  }

  @Get('*')
  @Public()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = ''] = request.url.split('?');
    if (/^\/(api|c|assets|health|metrics)(\/|$)/.test(path) || /\.[a-z0-9]{1,8}$/i.test(path))
      throw problems.notFound('The address');
    await this.#studio({ request, reply, path });
  }

  async #studio({ request, reply, path = '/' }: { request: FastifyRequest; reply: FastifyReply; path?: string }) {
    const session = await this.#sessionOf(request);
    const sent = await this.#apps.sendPage({
      app: 'studio',
      reply,
      // The screens of a workspace are those of all.
      path: path.replace(/^\/w\/[^/]+/, '') || '/',
      ...(session ? { data: { name: 'session', value: session } } : {}),
      frameAncestors: "'none'",
    });
    if (!sent) throw problems.notFound('The studio, which is not built,');
  }

  // Saves the page two calls before it can draw. Without it the page asks by itself, and says what is wrong: the database may be away, and a link of another site brings no cookie.
  async #sessionOf(request: FastifyRequest): Promise<Session | undefined> {
    const ended = new AbortController();
    try {
      const authenticator = this.#moduleRef.get<Authenticator>(AUTHENTICATOR, { strict: false });
      const late = delay(SESSION_MS, undefined, { ref: false, signal: ended.signal });
      return await Promise.race([authenticator.sessionOf(request), late]);
    } catch {
      return undefined;
    } finally {
      ended.abort();
    }
  }
}
