import { SetMetadata } from '@nestjs/common';
import type { Access } from '@patchbay/api-contract';

export type Permission = Exclude<Access, 'public' | 'signed-in'>;

/** Who may call a handler. `conversation`: whoever holds the conversation's token, which its service checks with the row it loads anyway. */
export type HandlerAccess =
  | { kind: 'public' }
  | { kind: 'conversation' }
  | { kind: 'signed-in' }
  | { kind: 'permission'; permission: Permission };

export const HANDLER_ACCESS = Symbol('handler access');

/** Nobody need be known. */
export const Public = () => SetMetadata(HANDLER_ACCESS, { kind: 'public' } satisfies HandlerAccess);
/** A conversation token is needed; the handler reads it with `conversationToken`. */
export const ConversationAccess = () => SetMetadata(HANDLER_ACCESS, { kind: 'conversation' } satisfies HandlerAccess);
/** Any account or key. */
export const SignedIn = () => SetMetadata(HANDLER_ACCESS, { kind: 'signed-in' } satisfies HandlerAccess);
/** A permission in the workspace that the path's `:workspace` names. */
export const RequirePermission = (permission: Permission) =>
  SetMetadata(HANDLER_ACCESS, { kind: 'permission', permission } satisfies HandlerAccess);
