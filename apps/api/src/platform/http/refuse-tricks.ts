import type { FastifyInstance } from 'fastify';
import { problems } from './problems.ts';
import { ProblemError } from './problem-error.ts';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses at the door what no honest client sends: packed bodies, NUL in an address, and writes that another site makes a browser send. */
export function refuseTricks(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const packed = request.headers['content-encoding'];
    if (packed !== undefined && packed !== 'identity')
      // Limits hold for what is unpacked, too: nothing is unpacked.
      return done(
        new ProblemError({
          status: 415,
          code: 'unsupported_encoding',
          message: 'Bodies are sent as they are, without Content-Encoding.',
        }),
      );
    if (/%00/.test(request.url) || request.url.includes('\0'))
      return done(new ProblemError({ status: 400, code: 'bad_request', message: 'NUL is in no address here.' }));
    // Browsers say where a request comes from. A program with a key is no browser of somebody else. Beside the chat, a page of a sibling host is another site as well.
    const site = request.headers['sec-fetch-site'];
    if (
      (site === 'cross-site' || (site === 'same-site' && request.url.startsWith('/api/v1/'))) &&
      !reads.has(request.method) &&
      request.headers.authorization === undefined
    )
      return done(problems.forbidden('Another site cannot make this call.'));
    done();
  });
}
