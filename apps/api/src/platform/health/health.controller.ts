import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIGURATION } from '../../config/config.module.ts';
import type { Configuration } from '../../config/configuration.ts';
import { Public } from '../access/access.ts';
import { DATABASE_HEALTH, type DatabaseHealth } from '../database/database-health.ts';
import { problems } from '../http/problems.ts';
import { Readiness } from '../lifecycle/readiness.ts';
import { Metrics } from './metrics.ts';

@Controller()
export class HealthController {
  readonly #configuration: Configuration;
  readonly #readiness: Readiness;
  readonly #database: DatabaseHealth;
  readonly #metrics: Metrics;

  constructor(
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(Readiness) readiness: Readiness,
    @Inject(DATABASE_HEALTH) database: DatabaseHealth,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.#configuration = configuration;
    this.#readiness = readiness;
    this.#database = database;
    this.#metrics = metrics;
  }

  @Get('health/live')
  @Public()
  @Header('cache-control', 'no-store')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  @Public()
  @Header('cache-control', 'no-store')
  async ready(): Promise<{ status: string; warnings?: string[] }> {
    if (this.#readiness.draining) throw problems.unavailable({ seconds: 5, message: 'This process is ending.' });
    if (!(await this.#database.answers()))
      throw problems.unavailable({ seconds: 2, message: 'The database does not answer.' });
    const warnings = await this.#readiness.warnings();
    return { status: 'ready', ...(warnings.length > 0 ? { warnings } : {}) };
  }

  @Get('metrics')
  @Public()
  async metrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.#mayRead(request)) throw problems.forbidden('Metrics need the token, or a call from this machine.');
    const { type, text } = await this.#metrics.text();
    await reply.header('content-type', type).header('cache-control', 'no-store').send(text);
  }

  #mayRead(request: FastifyRequest): boolean {
    const token = this.#configuration.metricsToken;
    if (token === undefined) return isLoopback(request.ip) && request.headers['x-forwarded-for'] === undefined;
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
