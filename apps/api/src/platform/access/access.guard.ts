import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { problems } from '../http/problems.ts';
import { HANDLER_ACCESS, type HandlerAccess } from './access.ts';
import { AUTHENTICATOR, type Authenticator } from './authenticator.ts';
import { rememberCaller } from './caller.ts';
import { conversationToken } from './conversation-token.ts';

/** Its administrators are those of the installation. */
export const FIRST_WORKSPACE = 'default';
const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Asked before every handler. A handler that does not say who may call it is refused to everybody. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #moduleRef: ModuleRef;
  #authenticator: Authenticator | undefined;

  constructor(@Inject(Reflector) reflector: Reflector, @Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#reflector = reflector;
    this.#moduleRef = moduleRef;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.#reflector.get<HandlerAccess | undefined>(HANDLER_ACCESS, context.getHandler());
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!access) throw problems.forbidden();
    if (access.kind === 'conversation') {
      conversationToken(request);
      return true;
    }
    return this.#check({ request, access });
  }

  async #check({
    request,
    access,
  }: {
    request: FastifyRequest;
    access: Exclude<HandlerAccess, { kind: 'public' | 'conversation' }>;
  }): Promise<boolean> {
    const authenticator = this.#authenticatorOf();
    const principal = await authenticator.authenticate(request);
    if (!principal) throw problems.unauthenticated();
    if (!reads.has(request.method)) await authenticator.checkCsrf({ request, principal });
    if (access.kind === 'signed-in') {
      rememberCaller(request, { principal, workspace: undefined });
      return true;
    }
    const { permission } = access;
    const instance = permission === 'instance.manage';
    const workspaceKey = instance ? FIRST_WORKSPACE : workspaceOf(request.params);
    const workspace = await authenticator.authorise({ principal, workspaceKey, permission });
    if (workspace === 'unknown' && !instance) throw problems.notFound('The workspace');
    if (typeof workspace === 'string') throw problems.forbidden(`This needs the permission "${permission}".`);
    rememberCaller(request, { principal, workspace });
    return true;
  }

  // Found at the first call, so that the platform need not import the feature that provides it.
  #authenticatorOf(): Authenticator {
    this.#authenticator ??= this.#moduleRef.get<Authenticator>(AUTHENTICATOR, { strict: false });
    return this.#authenticator;
  }
}

function workspaceOf(params: unknown): string {
  if (typeof params === 'object' && params !== null && 'workspace' in params && typeof params.workspace === 'string')
    return params.workspace;
  throw new Error('A handler that needs a permission has :workspace in its path.');
}
