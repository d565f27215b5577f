import { isRecord } from '../is-record.ts';
import { NodeError } from '@patchbay/node-kit';
import { unavailableStore } from '../store-failure.ts';

/** Of the one client for what leaves: all that a vault is asked by. */
export interface VaultHttp {
  request(options: {
    url: string;
    method: string;
    headers: Record<string, string>;
    body?: string;
    timeoutMs: number;
    maxBytes: number;
    allowOrigins: readonly string[];
    followRedirects: false;
    sensitiveHeaders: readonly string[];
  }): Promise<{ status: number; body: Buffer }>;
}

export interface VaultAnswer {
  status: number;
  /** The JSON of the answer; an empty record where it was none. */
  body: Record<string, unknown>;
}

export type VaultCall = (options: {
  method: 'GET' | 'POST';
  /** Behind `/v1/`, encoded. */
  path: string;
  token?: string;
  body?: Record<string, unknown>;
}) => Promise<VaultAnswer>;

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 256_000;

/** Calls of a vault's HTTP API. Answers are given whatever their status; throws `connection.store_unavailable` where there was none, or one that only asks for patience. */
export function vaultCall({
  http,
  address,
  namespace,
}: {
  http: VaultHttp;
  address: string;
  namespace: string | undefined;
}): VaultCall {
  const base = address.replace(/\/+$/, '');
  return async ({ method, path, token, body }) => {
    const answer = await http
      .request({
        url: `${base}/v1/${path}`,
        method,
        headers: {
          accept: 'application/json',
          // Agents and proxies of the vault refuse calls without it: a page or a forged request cannot set it.
          'x-vault-request': 'true',
          ...(namespace ? { 'x-vault-namespace': namespace } : {}),
          ...(token ? { 'x-vault-token': token } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MOST_BYTES,
        // An operator named this address: it may be private, for these calls alone.
        allowOrigins: [new URL(base).origin],
        // A token never follows to where an answer points.
        followRedirects: false,
        sensitiveHeaders: ['x-vault-token'],
      })
      .catch((error: unknown) => {
        throw unavailableStore(`The vault cannot be reached (${error instanceof NodeError ? error.code : 'failed'}).`);
      });
    if (answer.status >= 300 && answer.status < 400)
      throw unavailableStore('The vault sends calls elsewhere: set the address of its active node or load balancer.');
    const parsed = jsonOf(answer.body);
    if (answer.status === 503 && errorsOf(parsed).some((error) => /sealed/i.test(error)))
      throw unavailableStore('The vault is sealed.');
    // 412, 472 and 473: a node that is not up to date, or on standby.
    if (answer.status >= 500 || [408, 412, 429, 472, 473].includes(answer.status))
      throw unavailableStore(`The vault answers ${answer.status}.`);
    return { status: answer.status, body: parsed };
  };
}

/** What a vault says went wrong, out of the lists that it wraps several errors in. Not for showing: it may repeat what it was sent. */
export function errorsOf(body: Record<string, unknown>): string[] {
  if (!Array.isArray(body.errors)) return [];
  return body.errors
    .filter((error) => typeof error === 'string')
    .flatMap((error) => (/^\d+ errors? occurred:/.test(error) ? error.split(/\n\s*\*\s*/).slice(1) : [error]))
    .map((error) => error.trim())
    .filter(Boolean);
}

function jsonOf(bytes: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
