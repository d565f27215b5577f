import net from 'node:net';
import { NodeError } from '@patchbay/node-kit';
import type { AddressPolicy } from './address-policy.ts';
import { refusedAddress } from './guarded-dispatcher.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const forbidden = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'expect',
  'metadata',
  'metadata-flavor',
  'x-metadata-token',
  'alt-svc',
  'x-google-metadata-request',
  'forwarded',
  'x-real-ip',
]);

/** The address of a request, or `http.invalid_url` or `http.address_refused`. */
export function checkedUrl({ url, policy }: { url: string; policy: AddressPolicy }): URL {
  const invalid = (message: string) => new NodeError({ code: 'http.invalid_url', message, fault: 'user' });
  if (url.length > OUTBOUND_LIMITS.urlCharacters) throw invalid('The address is too long.');
  if (/[\u0000-\u0020\u007f\\]/.test(url))
    throw invalid('The address holds spaces, backslashes or control characters.');
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw invalid(`"${url.slice(0, 200)}" is no address.`);
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw invalid('The address must begin with http:// or https://.');
  if (parsed.username !== '' || parsed.password !== '')
    throw invalid('An address must hold no user and no password: use a connection.');
  if (parsed.hostname === '') throw invalid('The address names no host.');
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = Number(parsed.port) || (parsed.protocol === 'https:' ? 443 : 80);
  if (net.isIP(host) ? !policy.allows({ address: host, host, port }) : !policy.allowsName({ host, port }))
    throw refusedAddress(host);
  return parsed;
}

/** The method in capitals, or `http.invalid_method`: CONNECT and TRACE are for proxies and for probing. */
export function checkedMethod(method: string): string {
  const upper = method.toUpperCase();
  if (methods.has(upper)) return upper;
  throw new NodeError({
    code: 'http.invalid_method',
    message: `"${method.slice(0, 20)}" is no method that can be used.`,
    fault: 'user',
  });
}

/** Headers with lower-case names, or `http.invalid_header` for one that must not be set. */
export function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers);
  const invalid = (message: string) => new NodeError({ code: 'http.invalid_header', message, fault: 'user' });
  if (entries.length > OUTBOUND_LIMITS.headers) throw invalid('There are too many headers.');
  const result: Record<string, string> = {};
  for (const [name, value] of entries) {
    const lower = name.toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower)) throw invalid(`"${name.slice(0, 100)}" is no name of a header.`);
    if (forbidden.has(lower) || lower.startsWith('x-forwarded-') || lower.startsWith('x-aws-ec2-metadata-'))
      throw invalid(`The header "${name}" cannot be set.`);
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))
      throw invalid(`The header "${name}" holds a line break or a character that headers cannot hold.`);
    result[lower] = value;
  }
  return result;
}
