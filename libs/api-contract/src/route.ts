import type { z } from 'zod';

/**
 * What a caller must be allowed to do. `public` needs nobody, `signed-in` any account or key, `instance.manage` an administrator of the first workspace.
 * The rest are permissions of a role in the workspace of the path.
 */
export type Access =
  | 'public'
  | 'signed-in'
  | 'instance.manage'
  | 'flows.read'
  | 'flows.write'
  | 'flows.comment'
  | 'flows.publish'
  | 'conversations.read'
  | 'connections.read'
  | 'connections.write'
  | 'variables.read'
  | 'variables.write'
  | 'members.read'
  | 'members.write'
  | 'api-keys.manage'
  | 'limits.manage'
  | 'audit.read';

/**
 * One endpoint of the administration API: the source of its validation, its documentation and its typed client.
 * `path` has its parameters as `:name`, each a text. Bodies and queries are strict: an unknown field is refused with its path.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  summary: string;
  access: Access;
  body?: z.ZodType;
  query?: z.ZodType;
  /** Status and body of success; no `body` for an empty answer. */
  status: 200 | 201 | 202 | 204;
  response?: z.ZodType;
}

export function defineRoutes<const Routes extends Record<string, Route>>(routes: Routes): Routes {
  return routes;
}
