import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { ZodPipe } from '../platform/http/parsed.ts';

const nothing = z.strictObject({}).nullish();

/** Holds a call's body to the schema of its endpoint before the handler runs, also where the handler asks for none. */
export class CheckedBody implements NestInterceptor {
  readonly #pipe: ZodPipe;

  constructor(schema: z.ZodType | undefined) {
    this.#pipe = new ZodPipe(schema ?? nothing);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    this.#pipe.transform(context.switchToHttp().getRequest<FastifyRequest>().body ?? undefined);
    return next.handle();
  }
}
