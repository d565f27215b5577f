import type { FastifyBaseLogger } from 'fastify';

/** The process's logger, for what happens outside a request. */
export type Log = Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
export const LOG = Symbol('log');
