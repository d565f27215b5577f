import { findDuplicateKey } from '@patchbay/flow-spec';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';
import { problems } from './problems.ts';

const texts = new WeakMap<FastifyRequest, string>();

/** The body as it was sent, for documents that are kept byte for byte; `` for an empty one. */
export function bodyText(request: FastifyRequest): string {
  return texts.get(request) ?? '';
}

/** Bodies are JSON. `__proto__` and `constructor.prototype` anywhere in one are refused, and a key that is there twice; an empty body is no body. */
export function acceptJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>(
    ['application/json', 'application/problem+json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') return done(null, undefined);
      if (request.url.startsWith('/api/v1/')) texts.set(request, body);
      return parse(request, body, (error, value) => {
        if (error) return done(notJson(error.message));
        const twice = findDuplicateKey(body);
        return twice === undefined ? done(null, value) : done(duplicateKey(twice));
      });
    },
  );
}

function duplicateKey(path: string): ProblemError {
  return problems.invalid(
    [{ path, code: 'duplicate_key', message: 'This key is there twice in one object.' }],
    'A key is there twice in one object.',
  );
}

function notJson(message: string): ProblemError {
  const issues = [{ path: '', code: 'not_json', message }];
  return new ProblemError({ status: 400, code: 'not_json', message, issues });
}
