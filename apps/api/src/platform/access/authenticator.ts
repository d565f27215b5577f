import type { Session } from '@patchbay/api-contract';
import type { FastifyRequest } from 'fastify';
import type { Permission } from './access.ts';

/** Who calls: a person by session, or an API key. */
export interface Principal {
  kind: 'user' | 'api-key';
  id: string;
  /** For the audit and for "changed by". */
  name: string;
}

export interface WorkspaceRef {
  id: string;
  key: string;
}

/** What the guard needs to know of people; the auth feature provides it under `AUTHENTICATOR`. */
export interface Authenticator {
  /** Who calls, by session cookie or `Authorization: Bearer`; undefined when nobody says who they are or what they say is not valid. */
  authenticate(request: Pick<FastifyRequest, 'headers'>): Promise<Principal | undefined>;
  /** Throws a `ProblemError` (403) when a write by session lacks the right `x-csrf-token`. Asked for every method but GET, HEAD and OPTIONS. */
  checkCsrf(options: { request: FastifyRequest; principal: Principal }): Promise<void> | void;
  /**
   * The workspace of that key when the principal may do this in it. `unknown`: it does not exist or the principal is no member, which outsiders cannot tell apart.
   */
  authorise(options: {
    principal: Principal;
    workspaceKey: string;
    permission: Permission;
  }): Promise<WorkspaceRef | 'forbidden' | 'unknown'>;
  /** What `GET /me` says to the browser that asks with this cookie; undefined without a living session. */
  sessionOf(request: FastifyRequest): Promise<Session | undefined>;
}

export const AUTHENTICATOR = Symbol('authenticator');
