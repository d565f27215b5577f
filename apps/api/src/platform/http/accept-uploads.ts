import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

const UPLOADS = new Set([
  '/api/chat/:bot/conversations/:id/files',
  '/api/v1/workspaces/:workspace/flows/:key/preview/conversations/:id/files',
]);

/** Forms are taken where files are, and nowhere else: a form is what another site can make a browser send unasked. */
export function acceptUploads(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'] ?? '';
    if (!/^\s*multipart\//i.test(type) || UPLOADS.has(request.routeOptions.url ?? '')) return done();
    done(
      new ProblemError({ status: 415, code: 'unsupported_media_type', message: 'Bodies are JSON here, and no forms.' }),
    );
  });
  void server.register(multipart);
}
