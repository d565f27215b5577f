import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Preferences } from '@patchbay/api-contract';
import { Endpoint, EndpointBody } from '../administration/endpoint.ts';
import type { Principal } from '../platform/access/authenticator.ts';
import { CurrentPrincipal } from '../platform/access/caller.ts';
import { AuthService } from './auth.service.ts';
import { SetupService } from './setup.service.ts';

@Controller()
export class AuthController {
  readonly #auth: AuthService;
  readonly #setup: SetupService;

  constructor(@Inject(AuthService) auth: AuthService, @Inject(SetupService) setup: SetupService) {
    this.#auth = auth;
    this.#setup = setup;
  }

  @Endpoint('setupState')
  async setupState(@Req() request: FastifyRequest) {
    const principal = await this.#auth.authenticate(request);
    return { needed: await this.#setup.needed(), signedIn: principal?.kind === 'user' };
  }

  @Endpoint('setup')
  async setup(
    @EndpointBody('setup') body: { token: string; email: string; name: string; password: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const user = await this.#setup.setUp(body);
    const { session, cookie } = await this.#auth.openSession({ user, request });
    reply.header('set-cookie', cookie);
    return session;
  }

  @Endpoint('login')
  async login(
    @EndpointBody('login') body: { email: string; password: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { session, cookie } = await this.#auth.login({ ...body, request });
    reply.header('set-cookie', cookie);
    return session;
  }

  @Endpoint('logout')
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('set-cookie', await this.#auth.logout(request));
  }

  @Endpoint('me')
  me(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest) {
    return this.#auth.me({ principal, request });
  }

  @Endpoint('setPreferences')
  async setPreferences(
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('setPreferences') preferences: Preferences,
  ): Promise<void> {
    await this.#auth.setPreferences({ principal, preferences });
  }

  @Endpoint('changePassword')
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @EndpointBody('changePassword') body: { current: string; password: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.#auth.changePassword({ principal, ...body });
    reply.header('set-cookie', this.#auth.cookie.header(undefined));
  }
}
