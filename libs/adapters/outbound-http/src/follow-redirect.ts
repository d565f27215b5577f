import { NodeError } from '@patchbay/node-kit';
import type { AddressPolicy } from './address-policy.ts';
import { checkedUrl } from './check-request.ts';
import { badResponse } from './outbound-failure.ts';

/** One leg of an exchange: what is sent where. */
export interface Leg {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

const statuses = new Set([301, 302, 303, 307, 308]);
// Anything else may carry a credential, whatever its name: it is for the origin that it was written for.
const forEveryOrigin = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-language',
  'content-type',
  'idempotency-key',
  'user-agent',
]);
const ofBody = ['content-type', 'content-encoding', 'content-language', 'content-location'];

/** The next leg, checked as the first was; undefined where the answer is no redirect. Throws `http.*`. */
export function followRedirect({
  leg,
  status,
  location,
  policy,
  sensitiveHeaders,
}: {
  leg: Leg;
  status: number;
  location: string | string[] | undefined;
  policy: AddressPolicy;
  sensitiveHeaders: readonly string[];
}): Leg | undefined {
  if (!statuses.has(status) || typeof location !== 'string') return undefined;
  const url = checkedUrl({ url: resolved({ location, base: leg.url }), policy });
  const headers =
    url.origin === leg.url.origin
      ? { ...leg.headers }
      : Object.fromEntries(
          Object.entries(leg.headers).filter(([name]) => forEveryOrigin.has(name) && !sensitiveHeaders.includes(name)),
        );
  const becomesGet =
    (status === 303 && leg.method !== 'HEAD') || ((status === 301 || status === 302) && leg.method === 'POST');
  if (!becomesGet) return { ...leg, url, headers };
  for (const name of ofBody) delete headers[name];
  return { url, method: 'GET', headers, body: undefined };
}

export function tooManyRedirects(): NodeError {
  return new NodeError({ code: 'http.too_many_redirects', message: 'The server redirects too often.' });
}

function resolved({ location, base }: { location: string; base: URL }): string {
  if (!URL.canParse(location, base.href)) throw badResponse('The server redirects to what is no address.');
  return new URL(location, base).href;
}
