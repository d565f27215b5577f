import type { CallOptions, Installation, PrincipalName } from './principals.ts';
import { W } from './principals.ts';

/** A call that would succeed for whoever may make it. */
export interface PreparedCall extends CallOptions {
  path: string;
}

/** One route: who may call it, written down by hand and not taken from the product's own tables, and how a good call looks. */
export interface RouteRow {
  who: readonly PrincipalName[];
  /** Status of a good call, by API key or by session where they differ; 200 when left out. */
  ok?: number | { key: number; session: number };
  /** What the others get where it is not 401 (not known), 403 (not allowed) or 404 (another's workspace). */
  refused?: number;
  call(place: Installation): PreparedCall | Promise<PreparedCall>;
}

export const everybody: readonly PrincipalName[] = [
  'nobody',
  'user',
  'viewer',
  'agent',
  'editor',
  'admin',
  'stranger',
  'revoked',
];
export const signedIn: readonly PrincipalName[] = ['viewer', 'agent', 'editor', 'admin', 'stranger'];
export const readers: readonly PrincipalName[] = ['viewer', 'agent', 'editor', 'admin'];
export const agents: readonly PrincipalName[] = ['agent', 'editor', 'admin'];
export const editors: readonly PrincipalName[] = ['editor', 'admin'];
export const admins: readonly PrincipalName[] = ['admin'];

export const at = (path: string, options: CallOptions = {}) => ({ call: () => ({ path, ...options }) });
export const onFlow = (rest: string, options: CallOptions = {}, published = false) => ({
  call: async (place: Installation) => ({ path: `${W}/flows/${await place.flow({ published })}${rest}`, ...options }),
});
