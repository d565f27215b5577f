import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyBaseLogger, LogController } from 'fastify';
import type { Configuration } from '../../config/configuration.ts';
import { limitBodies } from './limit-bodies.ts';
import { requestIds } from './request-ids.ts';
import { admission } from './admission.ts';
import { acceptJson } from './accept-json.ts';
import { acceptUploads } from './accept-uploads.ts';
import { refuseTricks } from './refuse-tricks.ts';
import { secureHeaders } from './secure-headers.ts';

/** Fastify as this product wants it, for Nest: request ids, JSON bodies with their text, limits by route, headers that a browser is kept safe by. */
export function createAdapter(
  configuration: Pick<Configuration, 'trustedProxies' | 'logLevel' | 'secureCookies' | 'mostRequests' | 'rateLimits'>,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    // To stderr: stdout has the one line that says the address.
    logger: { level: configuration.logLevel, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: true }),
    // One logger for all requests: errors name the request's id themselves.
    childLoggerFactory: (logger: FastifyBaseLogger) => logger,
    genReqId: requestIds(),
    requestIdHeader: false,
    trustProxy: (_address, hop) => hop < configuration.trustedProxies,
    // Past a proxy's own, so that it never reuses a connection that this side is about to close.
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
    skipMiddie: true,
  });
  const server = adapter.getInstance();
  limitBodies(server);
  acceptJson(server);
  secureHeaders({ server, secure: configuration.secureCookies });
  admission(server, { most: configuration.mostRequests, byAddress: configuration.rateLimits });
  refuseTricks(server);
  acceptUploads(server);
  return adapter;
}
