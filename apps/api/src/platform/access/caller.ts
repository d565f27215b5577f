import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal, WorkspaceRef } from './authenticator.ts';

export interface Caller {
  principal: Principal;
  workspace: WorkspaceRef | undefined;
}

const callers = new WeakMap<FastifyRequest, Caller>();

export function rememberCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

function callerOf(context: ExecutionContext): Caller {
  const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller) throw new Error('The handler asks who calls, but lets anybody in.');
  return caller;
}

/** The principal that the guard let in. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, context: ExecutionContext) => callerOf(context).principal,
);

/** The workspace of the path, in which the guard found the permission. */
export const CurrentWorkspace = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { workspace } = callerOf(context);
  if (!workspace) throw new Error('The handler asks for a workspace, but needs no permission in one.');
  return workspace;
});
