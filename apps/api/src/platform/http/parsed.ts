import { Body, type PipeTransform, Query } from '@nestjs/common';
import type { z } from 'zod';
import { faultyPart } from './faulty-part.ts';
import { problems } from './problems.ts';

import { zodIssues } from './zod-issues.ts';

/** Lets in what fits a schema; throws 422 with a path for each fault. */
export class ZodPipe implements PipeTransform<unknown, unknown> {
  readonly #schema: z.ZodType;
  readonly #prefix: readonly string[];

  constructor(schema: z.ZodType, prefix: readonly string[] = []) {
    this.#schema = schema;
    this.#prefix = prefix;
  }

  transform(value: unknown): unknown {
    const faulty = faultyPart(value);
    if (faulty) throw problems.invalid([{ ...faulty, path: [...this.#prefix, faulty.path].filter(Boolean).join('.') }]);
    const parsed = this.#schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw problems.invalid(zodIssues({ issues: parsed.error.issues, prefix: this.#prefix }));
  }
}

/** The body, parsed; what does not fit is refused with 422 and a path for each fault. */
export const ParsedBody = (schema: z.ZodType) => Body(new ZodPipe(schema, []));
export const ParsedQuery = (schema: z.ZodType) => Query(new ZodPipe(schema, ['query']));
