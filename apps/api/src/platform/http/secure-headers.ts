import type { FastifyInstance } from 'fastify';

/** Headers of every answer. Pages set their own policies with a nonce; everything else may load nothing and be framed by nobody. */
export const baseHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** `secure`: the site is https, and browsers are told to ask for it in no other way. */
export function secureHeaders({ server, secure }: { server: FastifyInstance; secure: boolean }): void {
  const headers = secure ? { ...baseHeaders, 'strict-transport-security': 'max-age=31536000' } : baseHeaders;
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}
