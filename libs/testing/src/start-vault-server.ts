import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText, startServer, type TestServer } from './start-server.ts';

interface Version {
  data: Record<string, unknown>;
  createdAt: string;
  deletedAt: string;
  destroyed: boolean;
}

interface Token {
  policies: readonly string[];
  endsAt: number;
  leaseSeconds: number;
  /** Seconds since it was made, past which no renewal goes; 0 for none. */
  maxSeconds: number;
  madeAt: number;
  renewable: boolean;
}

export interface VaultServer extends TestServer {
  /** Every call: method, path with query, the token it came with, its namespace. */
  calls: { method: string; path: string; token: string; namespace: string; body: string }[];
  /** Puts a new version of an entry; gives its number. */
  put(options: { path: string; data: Record<string, unknown>; namespace?: string }): number;
  remove(options: { path: string; version: number; namespace?: string }): void;
  destroy(options: { path: string; version: number; namespace?: string }): void;
  addToken(options: Partial<Omit<Token, 'madeAt' | 'endsAt'>> & { token: string }): void;
  addRole(options: { roleId: string; secretId: string } & Partial<Omit<Token, 'madeAt' | 'endsAt'>>): void;
  revokeAll(): void;
  /** While it is sealed it answers nothing else. */
  sealed: boolean;
  /** Answers every call with this instead: a standby, a proxy, something else altogether. */
  instead: ((response: ServerResponse) => void) | undefined;
}

export interface VaultServerOptions {
  /** Where the KV engine, version 2, is mounted. */
  mount?: string;
  approleMount?: string;
}

/**
 * A server that speaks HashiCorp Vault's HTTP API: a KV engine of version 2 (versions, soft deletion, destruction), AppRole sign-in, tokens with leases that are renewed up
 * to a longest life, namespaces, policies (paths beneath which a token reads), sealing. Statuses, bodies and the wrapping of errors are those of Vault 1.18.
 */
export async function startVaultServer({
  mount = 'secret',
  approleMount = 'approle',
}: VaultServerOptions = {}): Promise<VaultServer> {
  const entries = new Map<string, Version[]>();
  const tokens = new Map<string, Token>();
  const roles = new Map<string, { secretId: string } & Omit<Token, 'madeAt' | 'endsAt'>>();
  const calls: VaultServer['calls'] = [];
  const keyOf = (path: string, namespace = '') => `${namespace.replace(/^\/|\/$/g, '')} ${path}`;
  const versionOf = (options: { path: string; version: number; namespace?: string }) => {
    const found = entries.get(keyOf(options.path, options.namespace))?.[options.version - 1];
    if (!found) throw new Error('there is no such version');
    return found;
  };

  function issue(lease: Omit<Token, 'madeAt' | 'endsAt'>, token = `hvs.${randomUUID()}`): string {
    tokens.set(token, { ...lease, madeAt: Date.now(), endsAt: endOf({ ...lease, madeAt: Date.now() }) });
    return token;
  }

  const server = await startServer((request, response) => {
    void readText(request)
      .then((body) => answer({ request, response, body }))
      .catch(() => response.destroy());
  });

  function answer({
    request,
    response,
    body,
  }: {
    request: IncomingMessage;
    response: ServerResponse;
    body: string;
  }): void {
    const url = new URL(request.url ?? '/', 'http://x');
    const given = String(request.headers['x-vault-token'] ?? '');
    const namespace = String(request.headers['x-vault-namespace'] ?? '').replace(/^\/|\/$/g, '');
    const method = request.method ?? 'GET';
    calls.push({ method, path: `${url.pathname}${url.search}`, token: given, namespace, body });
    if (vault.instead) return vault.instead(response);
    if (vault.sealed) return fail(response, 503, ['Vault is sealed']);
    const path = decodeURIComponent(url.pathname).replace(/^\/v1\//, '');
    if (path === `auth/${approleMount}/login` && method !== 'GET') return login({ response, body });
    if (given === '') return fail(response, 403, [wrapped('permission denied')]);
    const token = tokens.get(given);
    if (!token || (token.leaseSeconds > 0 && token.endsAt <= Date.now()))
      return fail(response, 403, [wrapped('permission denied', 'invalid token')]);
    if (path === 'auth/token/lookup-self') return lookUp({ response, given, token });
    if (path === 'auth/token/renew-self') return renew({ response, given, token });
    if (path.startsWith(`${mount}/data/`))
      return read({ response, token, namespace, url, path: path.slice(mount.length + 6) });
    if (path.startsWith(`${mount}/`))
      return send(response, 404, {
        errors: [],
        warnings: [
          `Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API endpoints to use. If using the Vault CLI, use 'vault kv get' for this operation.`,
        ],
      });
    return fail(response, 404, [`no handler for route "${path}". route entry not found.`]);
  }

  function login({ response, body }: { response: ServerResponse; body: string }): void {
    let given: { role_id?: unknown; secret_id?: unknown };
    try {
      given = JSON.parse(body) as typeof given;
    } catch {
      return fail(response, 400, ['failed to parse JSON input: invalid character']);
    }
    if (typeof given.role_id !== 'string' || given.role_id === '') return fail(response, 400, ['missing role_id']);
    const role = roles.get(given.role_id);
    if (!role || role.secretId !== given.secret_id) return fail(response, 400, ['invalid role or secret ID']);
    const client = issue(role);
    const token = tokens.get(client);
    if (token) send(response, 200, authOf(client, token));
  }

  function lookUp({ response, given, token }: { response: ServerResponse; given: string; token: Token }): void {
    const ttl = token.leaseSeconds === 0 ? 0 : Math.ceil((token.endsAt - Date.now()) / 1_000);
    send(response, 200, {
      data: {
        accessor: randomUUID(),
        creation_time: Math.floor(token.madeAt / 1_000),
        creation_ttl: token.leaseSeconds,
        display_name: 'token',
        entity_id: '',
        expire_time: token.leaseSeconds === 0 ? null : new Date(token.endsAt).toISOString(),
        explicit_max_ttl: token.maxSeconds,
        id: given,
        meta: null,
        num_uses: 0,
        orphan: true,
        path: 'auth/token/create',
        policies: token.policies,
        renewable: token.renewable,
        ttl,
        type: 'service',
      },
    });
  }

  function renew({ response, given, token }: { response: ServerResponse; given: string; token: Token }): void {
    if (!token.renewable) return fail(response, 400, [wrapped('lease is not renewable')]);
    token.endsAt = endOf(token);
    send(response, 200, authOf(given, token));
  }

  function read({
    response,
    token,
    namespace,
    url,
    path,
  }: {
    response: ServerResponse;
    token: Token;
    namespace: string;
    url: URL;
    path: string;
  }): void {
    if (!token.policies.some((prefix) => path.startsWith(prefix)))
      return fail(response, 403, [wrapped('permission denied')]);
    const versions = entries.get(keyOf(path, namespace)) ?? [];
    const wanted = Number(url.searchParams.get('version') ?? 0) || versions.length;
    const version = versions[wanted - 1];
    if (!version) return fail(response, 404, []);
    const gone = version.destroyed || version.deletedAt !== '';
    send(response, gone ? 404 : 200, {
      data: {
        data: gone ? null : version.data,
        metadata: {
          created_time: version.createdAt,
          custom_metadata: null,
          deletion_time: version.deletedAt,
          destroyed: version.destroyed,
          version: wanted,
        },
      },
      mount_type: 'kv',
    });
  }

  const lease = { policies: [''], leaseSeconds: 3_600, maxSeconds: 0, renewable: true };
  const vault: VaultServer = {
    ...server,
    calls,
    sealed: false,
    instead: undefined,
    put({ path, data, namespace }) {
      const key = keyOf(path, namespace);
      const versions = entries.get(key) ?? [];
      versions.push({ data, createdAt: new Date().toISOString(), deletedAt: '', destroyed: false });
      entries.set(key, versions);
      return versions.length;
    },
    remove: (options) => void (versionOf(options).deletedAt = new Date().toISOString()),
    destroy: (options) => void (versionOf(options).destroyed = true),
    addToken: ({ token, ...options }) => void issue({ ...lease, ...options }, token),
    addRole: ({ roleId, ...options }) => void roles.set(roleId, { ...lease, ...options }),
    revokeAll: () => tokens.clear(),
  };
  return vault;
}

function endOf({ leaseSeconds, maxSeconds, madeAt }: Omit<Token, 'endsAt'>): number {
  const end = Date.now() + leaseSeconds * 1_000;
  return maxSeconds > 0 ? Math.min(end, madeAt + maxSeconds * 1_000) : end;
}

function authOf(client: string, token: Token): Record<string, unknown> {
  return {
    data: null,
    auth: {
      client_token: client,
      accessor: randomUUID(),
      policies: token.policies,
      token_policies: token.policies,
      metadata: {},
      lease_duration: Math.max(0, Math.round((token.endsAt - Date.now()) / 1_000)),
      renewable: token.renewable,
      entity_id: randomUUID(),
      token_type: 'service',
      orphan: true,
      mfa_requirement: null,
      num_uses: 0,
    },
  };
}

/** As Vault joins several errors to one text. */
function wrapped(...errors: string[]): string {
  return `${errors.length} error${errors.length === 1 ? '' : 's'} occurred:\n${errors.map((error) => `\t* ${error}\n`).join('')}\n`;
}

function fail(response: ServerResponse, status: number, errors: readonly string[]): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify({ errors })}\n`);
}

function send(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  const whole = {
    request_id: randomUUID(),
    lease_id: '',
    renewable: false,
    lease_duration: 0,
    data: null,
    wrap_info: null,
    warnings: null,
    auth: null,
    ...body,
  };
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(whole)}\n`);
}
