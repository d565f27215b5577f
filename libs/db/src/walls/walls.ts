import { APP_ROLE, WORKER_ROLE } from './roles.ts';

/** How a connection comes to its roles. */
export interface Walls {
  /**
   * `connection`: every statement runs as the app role, set when the connection began. `transaction`: that is not to be had, as through a pooler, so that scoped
   * transactions set it. `none`: there is no such role for this user.
   */
  app: 'connection' | 'transaction' | 'none';
  /** Whether this user may take on the role of jobs. */
  worker: boolean;
}

/** Whose rows a transaction sees and writes. */
export type Scope =
  | { kind: 'workspace'; workspaceId: string }
  /** Rows of what is looked up to learn whose it is: a bot's address, the hash or id of an API key, a person's id, a workspace's key or ids. */
  | { kind: 'lookup'; value: string }
  /** All of them, for jobs across workspaces. */
  | { kind: 'all' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Statements that put the rest of a transaction into a scope; nothing of it outlives the transaction. */
export function enterScope({ scope, walls }: { scope: Scope; walls: Walls }): string {
  const app = walls.app === 'none' ? 'SET LOCAL ROLE NONE' : `SET LOCAL ROLE ${APP_ROLE}`;
  switch (scope.kind) {
    case 'workspace':
      if (!UUID.test(scope.workspaceId)) throw new Error('The id of the workspace is no UUID.');
      return `${walls.app === 'transaction' ? `${app}; ` : ''}SELECT ${local('workspace', scope.workspaceId)}`;
    case 'lookup':
      return `${walls.app === 'transaction' ? `${app}; ` : ''}SELECT ${local('lookup', scope.value)}`;
    case 'all':
      if (walls.worker) return `SET LOCAL ROLE ${WORKER_ROLE}`;
      return `SET LOCAL ROLE NONE; SELECT ${local('scope', 'all')}`;
  }
}

/** Statements that take it back within a transaction. */
export function leaveScope({ scope, walls }: { scope: Scope; walls: Walls }): string {
  switch (scope.kind) {
    case 'workspace':
      return `SELECT ${local('workspace', '')}`;
    case 'lookup':
      return `SELECT ${local('lookup', '')}`;
    case 'all':
      return `${walls.app === 'none' ? 'SET LOCAL ROLE NONE' : `SET LOCAL ROLE ${APP_ROLE}`}; SELECT ${local('scope', '')}`;
  }
}

function local(name: string, value: string): string {
  return `set_config('patchbay.${name}', '${value.replaceAll("'", "''")}', true)`;
}
