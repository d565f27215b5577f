import { NodeError } from '@patchbay/node-kit';

/** An http connection as it is resolved for a run. */
export interface HttpConnection {
  config: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Where the credential may be sent; without it where the config says. */
  origins?: readonly string[];
}

export interface CredentialedCall {
  url: string;
  headers: Record<string, string>;
  sensitiveHeaders: string[];
}

/** The texts of a connection's credential that a call carries, for taking them out of what comes back. */
export function secretsSent(connection: HttpConnection | undefined): string[] {
  if (!connection) return [];
  const { config, secrets } = connection;
  const pair = config.auth === 'basic' ? [`${String(config.username ?? '')}:${secrets.password ?? ''}`] : [];
  return [...pair, ...Object.values(secrets)];
}

/** Adds a connection's credential, for its own origins alone: changing the host never sends it elsewhere. */
export function withCredential({
  url,
  headers,
  connection,
}: {
  url: string;
  headers: Record<string, string>;
  connection: HttpConnection | undefined;
}): CredentialedCall {
  const auth = connection?.config.auth;
  if (!connection || auth === undefined || auth === 'none') return { url, headers, sensitiveHeaders: [] };
  const { config, secrets } = connection;
  const target = URL.canParse(url) ? new URL(url).origin : '';
  const origins =
    connection.origins ??
    [config.baseUrl, ...(Array.isArray(config.origins) ? config.origins : [])].flatMap((one) =>
      typeof one === 'string' && URL.canParse(one) ? [new URL(one).origin] : [],
    );
  if (!origins.includes(target)) {
    throw new NodeError({
      code: 'connection.origin_refused',
      message: `The credential of this connection is not for ${target || 'this address'}.`,
      fault: 'user',
    });
  }
  switch (auth) {
    case 'bearer':
      return {
        url,
        headers: { ...headers, authorization: `Bearer ${secrets.token ?? ''}` },
        sensitiveHeaders: ['authorization'],
      };
    case 'basic': {
      const pair = Buffer.from(`${String(config.username ?? '')}:${secrets.password ?? ''}`).toString('base64');
      return { url, headers: { ...headers, authorization: `Basic ${pair}` }, sensitiveHeaders: ['authorization'] };
    }
    case 'header': {
      const name = String(config.header ?? 'x-api-key').toLowerCase();
      return { url, headers: { ...headers, [name]: secrets.value ?? '' }, sensitiveHeaders: [name] };
    }
    case 'query': {
      const next = new URL(url);
      next.searchParams.set(String(config.param ?? 'key'), secrets.value ?? '');
      return { url: next.href, headers, sensitiveHeaders: [] };
    }
    default:
      throw new NodeError({
        code: 'connection.missing',
        message: 'The connection has an unknown kind of credential.',
        fault: 'user',
      });
  }
}
