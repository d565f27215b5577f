import type { FastifyInstance } from 'fastify';

/** Headers of every answer. Pages set their own policies with a nonce; everything else may load nothing and be framed by nobody. */
export const baseHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

export function secureHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(baseHeaders).header('x-request-id', request.id);
    done();
  });
}
